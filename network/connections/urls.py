"""The doors of connections."""

from ground.web.policies import GET_POST, POST, members, route
from network.connections import questions, views

urlpatterns = [
    route("connections/", views.connections, name="connections", who=members()),
    route("connections/requests/", views.requests, name="connection-requests", who=members()),
    route("connections/requests/piece/", views.requests_piece, name="connection-requests-piece", who=members()),
    route("connections/sent/", views.sent, name="connection-requests-sent", who=members()),
    route("connections/suggestions/", views.suggestions, name="connection-suggestions", who=members()),
    route(
        "connections/suggestions/piece/", views.suggestions_piece, name="connection-suggestions-piece", who=members()
    ),
    route("connections/tabs/", views.tabs, name="connection-tabs", who=members()),
    route("members/<int:member_id>/mutual/", views.mutual, name="mutual-connections", who=members()),
    route("members/<int:member_id>/connection/", views.profile_piece, name="connection-piece", who=members()),
    route(
        "members/<int:member_id>/connect/",
        views.connect,
        name="connect",
        who=members(),
        methods=GET_POST,
        limited="connect",
    ),
    route(
        "members/<int:member_id>/connection/accept/",
        views.accept,
        name="accept-connection",
        who=members(),
        methods=POST,
    ),
    route(
        "members/<int:member_id>/connection/decline/",
        views.decline,
        name="decline-connection",
        who=members(),
        methods=POST,
    ),
    route(
        "members/<int:member_id>/connection/withdraw/",
        views.withdraw,
        name="withdraw-connection",
        who=members(),
        methods=POST,
        asks=questions.withdraw,
    ),
    route(
        "members/<int:member_id>/connection/end/",
        views.disconnect,
        name="disconnect",
        who=members(),
        methods=POST,
        asks=questions.disconnect,
    ),
    route(
        "members/<int:member_id>/not-now/",
        views.put_off,
        name="put-off-suggestion",
        who=members(),
        methods=POST,
    ),
]
