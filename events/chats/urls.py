"""The doors of chats."""

from ground.web.policies import OWN, POST, members, only, route
from network.conversations import questions, views

HOSTS = only(exhibitor=OWN, organiser=OWN)

urlpatterns = [
    route("rooms/<int:stream_id>/say/", views.say, name="say", who=only(member=OWN), methods=POST, limited="message"),
    route("lines/<int:message_id>/", views.menu, name="line", who=members()),
    route(
        "lines/<int:message_id>/take-back/",
        views.take_back,
        name="take-back",
        who=only(member=OWN),
        methods=POST,
        asks=questions.TAKE_BACK,
    ),
    route("lines/<int:message_id>/hide/", views.hide, name="hide", who=HOSTS, methods=POST),
    route("lines/<int:message_id>/show-again/", views.show_again, name="show-again", who=HOSTS, methods=POST),
]
