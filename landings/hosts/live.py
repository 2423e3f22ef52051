"""What moves: sites and offers, for every member who may see them."""

from ground.web.policies import members
from landings.hosts.facts import (
    ClosureLifted,
    ClosureSet,
    OfferChanged,
    OfferPaused,
    OfferPublished,
    OfferResumed,
    OfferWithdrawn,
    SiteChanged,
    SiteVerified,
)
from landings.hosts.models import Site, SlotOffer
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event


def _sees_site(member: int | None, stream_id: int) -> bool:
    found = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and Site.objects.visible_to(found).filter(stream_id=stream_id).exists()


def _sees_offer(member: int | None, stream_id: int) -> bool:
    found = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and SlotOffer.objects.visible_to(found).filter(stream_id=stream_id).exists()


register(StreamKind("site", may_read=_sees_site, who=members()))
register(StreamKind("offer", may_read=_sees_offer, who=members()))


@pieces.shows(SiteChanged, SiteVerified, ClosureSet, ClosureLifted, in_="site")
def site_page(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("site-facts")]


@pieces.shows(OfferChanged, OfferPublished, OfferPaused, OfferResumed, OfferWithdrawn, in_="offer")
def offer_page(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("offer-facts")]
