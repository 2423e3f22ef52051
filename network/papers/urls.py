"""The doors of papers."""

from network.papers import views
from network.papers.models import Paper
from realtime.access import everyone, route

urlpatterns = [
    route(f"{kind.value}/", views.of(kind), name=f"paper-{kind.value}", who=everyone()) for kind in Paper.Kind
]
