"""The doors of placements."""

from ground.web.policies import OWN, POST, members, only, route
from landings.placements import questions, views

PARTIES = only(founder=OWN, host=OWN, officer=OWN, finance=OWN, commissioner=OWN)

urlpatterns = [
    route(
        "landings/matches/<int:match_id>/confirm/",
        views.confirm,
        name="confirm-match",
        who=only(founder=OWN, host=OWN),
        methods=POST,
        asks=questions.CONFIRM,
    ),
    route("landings/mine/", views.landings, name="landings", who=members()),
    route("landings/<int:landing_id>/", views.landing, name="landing", who=PARTIES),
    route("landings/<int:landing_id>/top/", views.landing_top, name="landing-top", who=PARTIES),
    route(
        "landings/<int:landing_id>/cancel/",
        views.cancel,
        name="cancel-landing",
        who=only(founder=OWN, host=OWN, officer=OWN),
        methods=POST,
        asks=questions.CANCEL,
    ),
    route(
        "landings/<int:landing_id>/commissioner/",
        views.name_commissioner,
        name="name-commissioner",
        who=only(officer=OWN),
        methods=POST,
        asks=questions.name_commissioner,
    ),
    route("landings/sites/<int:site_id>/occupancy/", views.occupancy, name="occupancy", who=only(host=OWN)),
]
