"""The doors of papers."""

from ground.web.policies import everyone, route
from network.papers import views
from network.papers.models import Paper

urlpatterns = [
    route(f"{kind.value}/", views.of(kind), name=f"paper-{kind.value}", who=everyone()) for kind in Paper.Kind
]
