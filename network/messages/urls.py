"""The doors of messages."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.conversations import questions
from network.conversations import views as conversations
from network.messages import views

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
    route("messages/lines/<int:message_id>/", conversations.message, name="line", who=only(member=OWN)),
    route("messages/lines/<int:message_id>/more/", conversations.menu, name="line-menu", who=only(member=OWN)),
    route(
        "messages/lines/<int:message_id>/unsay/",
        conversations.take_back,
        name="unsay",
        who=only(member=OWN),
        methods=POST,
        asks=questions.TAKE_BACK,
    ),
]
