"""The doors of hosts."""

from landings.hosts import views
from realtime.access import ANY, GET_POST, OWN, POST, members, only, route

HOST = only(host=OWN)
SITE = "landings/sites/<int:site_id>/"
OFFER = "landings/offers/<int:offer_id>/"

urlpatterns = [
    route("landings/sites/", views.sites, name="sites", who=members()),
    route("landings/sites/mine/", views.mine, name="my-sites", who=members()),
    route("landings/sites/new/", views.open_site, name="open-site", who=only(host=ANY), methods=GET_POST),
    route("landings/cities/", views.city, name="city", who=members()),
    route(SITE, views.site, name="site", who=members()),
    route(f"{SITE}edit/", views.edit_site, name="edit-site", who=HOST, methods=GET_POST),
    route(f"{SITE}closures/", views.closures, name="closures", who=HOST, methods=GET_POST),
    route(f"{SITE}verify/", views.verify, name="verify-site", who=only(officer=ANY), methods=POST),
    route(f"{SITE}offers/new/", views.draft_offer, name="draft-offer", who=HOST, methods=GET_POST),
    route(OFFER, views.offer, name="offer", who=members()),
    route(f"{OFFER}edit/", views.edit_offer, name="edit-offer", who=HOST, methods=GET_POST),
    route(f"{OFFER}publish/", views.publish_offer, name="publish-offer", who=HOST, methods=POST),
    route(f"{OFFER}pause/", views.pause_offer, name="pause-offer", who=HOST, methods=POST),
    route(f"{OFFER}resume/", views.resume_offer, name="resume-offer", who=HOST, methods=POST),
    route(f"{OFFER}withdraw/", views.withdraw_offer, name="withdraw-offer", who=HOST, methods=POST),
]
