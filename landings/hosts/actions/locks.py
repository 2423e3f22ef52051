"""The site or offer, locked, when the member may change it."""

from django.core.exceptions import PermissionDenied

from ground.tables.locks import locked
from landings.hosts import rules
from landings.hosts.models import Site, SlotOffer
from network.members.models import Member


def locked_site(site_id: int, by: Member) -> Site:
    site = locked(Site.objects).select_related("stream").get(pk=site_id)
    if not rules.may_manage_site(by, site):
        raise PermissionDenied
    return site


def locked_offer(offer_id: int, by: Member) -> SlotOffer:
    offers = locked(SlotOffer.objects).select_related("stream", "site")
    offer = offers.get(pk=offer_id)
    if not rules.may_manage_site(by, offer.site):
        raise PermissionDenied
    return offer
