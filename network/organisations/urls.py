"""The doors of organisations."""

from ground.web.policies import GET_POST, OWN, POST, bearer, everyone, members, only, route
from network.organisations import questions
from network.organisations.views import offer, page, staff

STAFF = only(founder=OWN, host=OWN, commissioner=OWN)
ONE = "organisations/<slug:slug>/"

urlpatterns = [
    route("organisations/", page.mine, name="organisations", who=members()),
    route("organisations/new/", page.new, name="open-organisation", who=members(), methods=GET_POST, limited="opening"),
    route(ONE, page.organisation, name="organisation", who=everyone()),
    route(f"{ONE}history/", page.history, name="organisation-history", who=STAFF),
    route(f"{ONE}edit/", page.edit, name="edit-organisation", who=STAFF, methods=GET_POST),
    route(f"{ONE}services/", offer.services, name="services", who=STAFF, methods=GET_POST),
    route(f"{ONE}services/<int:service_id>/", offer.service, name="service", who=STAFF, methods=GET_POST),
    route(
        f"{ONE}services/<int:service_id>/drop/",
        offer.drop_service,
        name="drop-service",
        who=STAFF,
        methods=POST,
        asks=questions.DROP_SERVICE,
    ),
    route(f"{ONE}markets/", offer.markets, name="markets", who=STAFF, methods=GET_POST),
    route(f"{ONE}markets/<int:market_id>/drop/", offer.drop_market, name="drop-market", who=STAFF, methods=POST),
    route(f"{ONE}languages/", offer.languages, name="languages", who=STAFF, methods=POST),
    route(
        f"{ONE}languages/<str:language>/drop/",
        offer.drop_language,
        name="drop-working-language",
        who=STAFF,
        methods=POST,
    ),
    route(
        f"{ONE}staff/",
        staff.staff,
        name="staff",
        who=STAFF,
        methods=GET_POST,
        limited="invitation",
        asks=questions.invite,
    ),
    route(
        f"{ONE}staff/<int:member_id>/role/",
        staff.change_role,
        name="change-role",
        who=STAFF,
        methods=POST,
        asks=questions.change_role,
    ),
    route(
        f"{ONE}staff/<int:member_id>/remove/",
        staff.remove,
        name="remove-staff",
        who=STAFF,
        methods=POST,
        asks=questions.remove_staff,
    ),
    route(
        f"{ONE}invitations/<int:invitation_id>/revoke/",
        staff.revoke,
        name="revoke",
        who=STAFF,
        methods=POST,
        asks=questions.revoke,
    ),
    route(
        f"{ONE}invitations/<int:invitation_id>/let-in/",
        staff.let_in,
        name="let-in",
        who=STAFF,
        methods=POST,
        asks=questions.LET_IN,
    ),
    route(
        f"{ONE}invitations/<int:invitation_id>/turn-away/",
        staff.turn_away,
        name="turn-away",
        who=STAFF,
        methods=POST,
        asks=questions.TURN_AWAY,
    ),
    route("invitations/<str:token>/", staff.invitation, name="invitation", who=bearer()),
    route("invitations/<str:token>/join/", staff.join, name="join", who=members(), methods=POST),
]
