"""The doors of chats."""

from events.chats import questions, views
from realtime.access import OWN, POST, members, only, route

urlpatterns = [
    route("rooms/<int:room_id>/say/", views.say, name="say", who=only(member=OWN), methods=POST, limited="message"),
    route("lines/<int:line_id>/", views.line, name="line", who=members()),
    route(
        "lines/<int:line_id>/take-back/",
        views.take_back,
        name="take-back",
        who=only(member=OWN),
        methods=POST,
        asks=questions.TAKE_BACK,
    ),
    route("lines/<int:line_id>/hide/", views.hide, name="hide", who=only(exhibitor=OWN, organiser=OWN), methods=POST),
    route(
        "lines/<int:line_id>/show-again/",
        views.show_again,
        name="show-again",
        who=only(exhibitor=OWN, organiser=OWN),
        methods=POST,
    ),
]
