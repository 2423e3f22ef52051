"""The doors of sessions."""

from events.sessions import questions, views
from ground.web.policies import GET_POST, OWN, POST, everyone, members, only, route

ORGANISER = only(organiser=OWN)

urlpatterns = [
    route("shows/<slug:show>/agenda/", views.agenda, name="agenda", who=everyone()),
    route("shows/<slug:show>/calendar.ics", views.show_feed, name="show-feed", who=everyone()),
    route("shows/<slug:show>/sessions/new/", views.schedule, name="schedule", who=ORGANISER, methods=GET_POST),
    route("sessions/<int:session_id>/", views.session, name="session", who=members()),
    route("sessions/<int:session_id>/plan/", views.plan, name="plan", who=members(), methods=POST),
    route("sessions/<int:session_id>/unplan/", views.unplan, name="unplan", who=members(), methods=POST),
    route(
        "sessions/<int:session_id>/edit/",
        views.edit,
        name="edit-session",
        who=ORGANISER,
        methods=GET_POST,
        asks=questions.MOVE,
    ),
    route(
        "sessions/<int:session_id>/cancel/",
        views.cancel,
        name="cancel-session",
        who=ORGANISER,
        methods=POST,
        asks=questions.CANCEL,
    ),
]
