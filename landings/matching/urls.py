"""The doors of matching. Confirming a match is a door of placements."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from landings.matching import questions, views

PARTIES = only(founder=OWN, host=OWN, officer=OWN)
SIDES = only(founder=OWN, host=OWN)
OFFICERS = only(officer=OWN)
ASKING = only(founder=OWN, officer=OWN)

urlpatterns = [
    route("landings/matches/", views.matches, name="matches", who=members()),
    route("landings/matches/<int:match_id>/", views.match, name="match", who=PARTIES),
    route("landings/matches/<int:match_id>/piece/", views.match_piece, name="match-piece", who=PARTIES),
    route(
        "landings/matches/<int:match_id>/decline/",
        views.decline,
        name="decline-match",
        who=SIDES,
        methods=POST,
        asks=questions.DECLINE,
    ),
    route(
        "landings/matches/<int:match_id>/withdraw/",
        views.withdraw,
        name="withdraw-match",
        who=OFFICERS,
        methods=POST,
        asks=questions.WITHDRAW,
    ),
    route(
        "landings/applications/<int:application_id>/offers/",
        views.offers_for,
        name="offers-for",
        who=OFFICERS,
        methods=GET_POST,
        limited="ask",
        asks=questions.propose,
    ),
    route("landings/applications/<int:application_id>/matches/", views.matches_of, name="matches-of", who=ASKING),
    route(
        "landings/applications/<int:application_id>/matches/panel/",
        views.matches_panel,
        name="matches-panel",
        who=ASKING,
    ),
]
