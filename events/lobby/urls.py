"""The doors of lobby."""

from events.lobby import views
from ground.web.policies import OWN, everyone, members, only, route

urlpatterns = [
    route("shows/", views.shows, name="shows", who=everyone()),
    route("organising/", views.organising, name="organising", who=members()),
    route("shows/<slug:show>/", views.show, name="show", who=everyone()),
    route("shows/<slug:show>/door/", views.door, name="door", who=everyone()),
    route("shows/<slug:show>/desk/", views.desk, name="organiser-desk", who=only(organiser=OWN)),
    route("halls/<int:hall_id>/", views.hall, name="hall", who=members()),
]
