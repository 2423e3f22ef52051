"""The site or offer, locked, when the member may change it."""

from django.core.exceptions import PermissionDenied

from landings.hosts import rules
from landings.hosts.models import Site, SlotOffer
from network.members.models import Member


def held_site(site_id: int, by: Member) -> Site:
    site = Site.objects.select_for_update(no_key=True, of=("self",)).select_related("stream").get(pk=site_id)
    if not rules.may_manage_site(by, site):
        raise PermissionDenied
    return site


def held_offer(offer_id: int, by: Member) -> SlotOffer:
    offers = SlotOffer.objects.select_for_update(no_key=True, of=("self",)).select_related("stream", "site")
    offer = offers.get(pk=offer_id)
    if not rules.may_manage_site(by, offer.site):
        raise PermissionDenied
    return offer
