"""The doors of signing."""

from ground.web.policies import GET_POST, bearer, route
from network.signing import views

urlpatterns = [
    route("sealed/<str:seal>/", views.sealed, name="sealed", who=bearer(), methods=GET_POST, limited="upload"),
]
