"""The doors of a member's own safety."""

from network.safety import views
from realtime.access import GET_POST, bearer, route

urlpatterns = [
    route("waiting/<str:token>/", views.end_waiting, name="end-waiting", who=bearer(), methods=GET_POST),
]
