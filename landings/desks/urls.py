"""The doors of desks."""

from landings.desks import views
from realtime.access import members, route

urlpatterns = [route("desk/", views.desk, name="desk", who=members())]
