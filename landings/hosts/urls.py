"""The doors of hosts."""

from ground.web.policies import ANY, GET_POST, OWN, POST, members, only, route
from landings.hosts import questions
from landings.hosts.views import offers, sites

HOST = only(host=OWN)
SITE = "landings/sites/<int:site_id>/"
OFFER = "landings/offers/<int:offer_id>/"

urlpatterns = [
    route("landings/sites/", sites.sites, name="sites", who=members()),
    route("landings/sites/mine/", sites.mine, name="my-sites", who=members()),
    route(
        "landings/sites/new/",
        sites.open_site,
        name="open-site",
        who=only(host=ANY),
        methods=GET_POST,
        limited="opening",
    ),
    route("landings/cities/", sites.city, name="city", who=members()),
    route(SITE, sites.site, name="site", who=members()),
    route(f"{SITE}edit/", sites.edit_site, name="edit-site", who=HOST, methods=GET_POST),
    route(f"{SITE}closures/", sites.closures, name="closures", who=HOST, methods=GET_POST),
    route(
        f"{SITE}verify/", sites.verify, name="verify-site", who=only(officer=ANY), methods=POST, asks=questions.VERIFY
    ),
    route(f"{SITE}offers/new/", offers.draft_offer, name="draft-offer", who=HOST, methods=GET_POST),
    route(OFFER, offers.offer, name="offer", who=members()),
    route(f"{OFFER}edit/", offers.edit_offer, name="edit-offer", who=HOST, methods=GET_POST),
    route(
        f"{OFFER}publish/", offers.publish_offer, name="publish-offer", who=HOST, methods=POST, asks=questions.PUBLISH
    ),
    route(f"{OFFER}pause/", offers.pause_offer, name="pause-offer", who=HOST, methods=POST),
    route(f"{OFFER}resume/", offers.resume_offer, name="resume-offer", who=HOST, methods=POST),
    route(
        f"{OFFER}withdraw/",
        offers.withdraw_offer,
        name="withdraw-offer",
        who=HOST,
        methods=POST,
        asks=questions.WITHDRAW,
    ),
]
