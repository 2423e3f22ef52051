"""The doors of messages."""

from network.messages import questions, views
from realtime.access import GET_POST, OWN, POST, members, only, route

urlpatterns = [
    route("messages/", views.conversations, name="conversations", who=members()),
    route(
        "messages/<int:conversation_id>/",
        views.conversation,
        name="conversation",
        who=only(member=OWN),
        methods=GET_POST,
        limited="message",
    ),
    route("messages/lines/<int:line_id>/", views.line, name="line", who=only(member=OWN)),
    route("messages/lines/<int:line_id>/more/", views.menu, name="line-menu", who=only(member=OWN)),
    route(
        "messages/lines/<int:line_id>/unsay/",
        views.unsay,
        name="unsay",
        who=only(member=OWN),
        methods=POST,
        asks=questions.UNSAY,
    ),
]
