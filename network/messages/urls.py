"""The doors of messages."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.conversations import questions
from network.conversations import views as conversations
from network.messages.views import talks, writing

urlpatterns = [
    route("messages/", talks.conversations, name="conversations", who=members()),
    route("messages/piece/", talks.conversations_piece, name="conversations-piece", who=members()),
    route("messages/tabs/", talks.tabs, name="message-tabs", who=members()),
    route("messages/badge/", talks.badge, name="messages-badge", who=members()),
    route("messages/requests/", writing.requests, name="message-requests", who=members()),
    route("messages/requests/piece/", writing.requests_piece, name="message-requests-piece", who=members()),
    route(
        "messages/requests/<int:exchange_id>/accept/",
        writing.accept,
        name="accept-message",
        who=only(member=OWN),
        methods=POST,
    ),
    route(
        "messages/requests/<int:exchange_id>/decline/",
        writing.decline,
        name="decline-message",
        who=only(member=OWN),
        methods=POST,
    ),
    route("me/messages/", writing.letterbox, name="letterbox", who=members(), methods=GET_POST),
    route(
        "members/<int:member_id>/write/",
        writing.write,
        name="write",
        who=members(),
        methods=GET_POST,
        limited="first-message",
    ),
    route(
        "messages/<int:conversation_id>/",
        talks.conversation,
        name="conversation",
        who=only(member=OWN),
        methods=GET_POST,
        limited="message",
    ),
    route("messages/<int:conversation_id>/foot/", talks.foot, name="conversation-foot", who=only(member=OWN)),
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
