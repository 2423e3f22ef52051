"""Finding what the member manages. What is hidden is absent; what is seen but not theirs is refused."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from landings.hosts import rules
from landings.hosts.models import Site, SlotOffer
from network.members.models import MemberRequest


def managed_site(request: MemberRequest, site_id: int) -> Site:
    found = get_object_or_404(Site.objects.visible_to(request.user).select_related("host"), pk=site_id)
    if not rules.may_manage_site(request.user, found):
        raise PermissionDenied
    return found


def managed_offer(request: MemberRequest, offer_id: int) -> SlotOffer:
    offers = SlotOffer.objects.visible_to(request.user).select_related("site__host")
    found = get_object_or_404(offers, pk=offer_id)
    if not rules.may_manage_site(request.user, found.site):
        raise PermissionDenied
    return found
