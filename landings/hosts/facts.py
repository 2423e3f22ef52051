from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import Payload, fact, upcasts
from realtime.tellings import told_to_nobody


@fact("site.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOpened:
    site_id: int


@fact("site.changed", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanged:
    """`site_id` is 0 where an older event did not say it."""

    site_id: int
    fields: list[str]


@upcasts(SiteChanged, from_version=1)
def _without_its_site(payload: Payload) -> Payload:
    return {**payload, "site_id": 0}


@fact("site.verified")
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVerified:
    site_id: int


@fact("site.closure_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureSet:
    day: str


@fact("site.closure_lifted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureLifted:
    day: str


@fact("offer.drafted")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDrafted:
    offer_id: int


@fact("offer.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChanged:
    fields: list[str]


@fact("offer.published")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPublished:
    offer_id: int


@fact("offer.paused")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPaused:
    offer_id: int


@fact("offer.resumed")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferResumed:
    offer_id: int


@fact("offer.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn:
    offer_id: int


lets_see(OfferPublished, OfferWithdrawn, OfferPaused, OfferResumed, public=("offer_id",))
lets_see(SiteOpened, SiteVerified, public=("site_id",))
told_to_nobody(SiteChanged, SiteVerified, ClosureSet, ClosureLifted, because="the site's page shows how it is now")
told_to_nobody(
    OfferDrafted,
    OfferChanged,
    OfferPaused,
    OfferResumed,
    OfferWithdrawn,
    because="the offer's page shows how it is now",
)
