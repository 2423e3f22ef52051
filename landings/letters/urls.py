"""The doors of letters."""

from ground.web.policies import GET_POST, OWN, POST, bearer, only, route
from landings.letters import questions, views
from landings.letters.models import SIGNED_AS
from network.signing.views import sealed_of

PARTIES = only(founder=OWN, host=OWN, officer=OWN, member=OWN)

urlpatterns = [
    route("landings/<int:landing_id>/letters/panel/", views.letters_panel, name="letters-panel", who=PARTIES),
    route("letters/<int:letter_id>/", views.letter, name="letter", who=PARTIES),
    route(
        "letters/<int:letter_id>/write/",
        views.write,
        name="write-letter",
        who=only(founder=OWN),
        methods=GET_POST,
        asks=questions.SIGN,
        asks_only=("do", "sign"),
    ),
    route("letters/<int:letter_id>/<int:number>.pdf", views.pdf, name="letter-pdf", who=PARTIES),
    route(
        "letters/<int:letter_id>/send/",
        views.send_again,
        name="send-letter",
        who=only(founder=OWN, officer=OWN),
        methods=POST,
        limited="ask",
        asks=questions.SEND,
    ),
    route(
        "letters/by/<str:token>/",
        views.letter_by_link,
        name="letter-link",
        who=bearer(),
        methods=GET_POST,
        asks=questions.SIGN,
        asks_only=("do", "sign"),
    ),
    route("letters/by/<str:token>/sealed.pdf", views.pdf_by_link, name="letter-link-pdf", who=bearer()),
    route("letters/by/<str:token>/renew/", views.renew, name="renew-letter", who=bearer(), methods=POST, limited="ask"),
    route(
        "letters/by/<str:token>/decline/",
        views.decline,
        name="decline-letter",
        who=bearer(),
        methods=POST,
        asks=questions.DECLINE,
    ),
    route(
        "letters/verify/<str:seal>/",
        sealed_of(SIGNED_AS),
        name="verify-letter",
        who=bearer(),
        methods=GET_POST,
        limited="upload",
    ),
]
