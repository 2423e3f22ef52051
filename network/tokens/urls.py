"""The doors of tokens."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.tokens import questions, views

urlpatterns = [
    route("me/tokens/", views.tokens, name="tokens", who=members(), methods=GET_POST),
    route(
        "me/tokens/<int:token_id>/end/",
        views.end,
        name="end-token",
        who=only(member=OWN),
        methods=POST,
        asks=questions.END,
    ),
]
