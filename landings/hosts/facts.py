from dataclasses import dataclass

from realtime.facts import fact


@fact("site.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOpened:
    site_id: int


@fact("site.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanged:
    fields: list[str]


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
