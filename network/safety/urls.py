"""The doors of a member's own safety."""

from ground.web.policies import GET_POST, OWN, POST, bearer, members, only, route
from network.safety import views

urlpatterns = [
    route("me/safety/", views.safety, name="safety", who=members()),
    route("me/safety/end/", views.end_all, name="end-sessions", who=members(), methods=POST),
    route("me/safety/<int:signed_in_id>/end/", views.end, name="end-session", who=only(member=OWN), methods=POST),
    route("waiting/<str:token>/", views.end_waiting, name="end-waiting", who=bearer(), methods=GET_POST),
]
