"""The doors of desks."""

from ground.web.policies import members, route
from landings.desks import views

urlpatterns = [
    route("desk/", views.desk, name="desk", who=members()),
    route("desk/badge/", views.badge, name="desk-badge", who=members()),
]
