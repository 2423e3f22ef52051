"""The doors of messages."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.conversations import questions as of_conversations
from network.conversations import views as conversations
from network.messages import questions
from network.messages.views import groups, talks, writing

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
    route(
        "messages/groups/new/",
        groups.start,
        name="group-new",
        who=members(),
        methods=GET_POST,
        limited="first-message",
    ),
    route(
        "messages/groups/<int:group_id>/people/",
        groups.bring,
        name="group-people",
        who=only(member=OWN),
        methods=GET_POST,
        limited="first-message",
    ),
    route(
        "messages/groups/<int:group_id>/name/",
        groups.name,
        name="group-name",
        who=only(member=OWN),
        methods=GET_POST,
    ),
    route(
        "messages/groups/<int:group_id>/leave/",
        groups.leave,
        name="group-leave",
        who=only(member=OWN),
        methods=POST,
        asks=questions.LEAVE,
    ),
    route(
        "messages/groups/<int:group_id>/people/<int:member_id>/remove/",
        groups.remove,
        name="group-remove",
        who=only(member=OWN),
        methods=POST,
        asks=questions.remove,
    ),
    route(
        "messages/groups/<int:group_id>/people/<int:member_id>/owner/",
        groups.make_owner,
        name="group-owner",
        who=only(member=OWN),
        methods=POST,
        asks=questions.make_owner,
    ),
    route("messages/<int:conversation_id>/head/", talks.head, name="conversation-head", who=only(member=OWN)),
    route("messages/<int:conversation_id>/people/", talks.people, name="conversation-people", who=only(member=OWN)),
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
        asks=of_conversations.TAKE_BACK,
    ),
]
