from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.web import idempotency
from landings.hosts import rules
from landings.hosts.actions.locks import locked_offer, locked_site
from landings.hosts.facts import (
    OfferChanged,
    OfferDrafted,
    OfferPaused,
    OfferPublished,
    OfferResumed,
    OfferWithdrawn,
)
from landings.hosts.models import SlotOffer
from network.members.models import Member
from realtime.access.revocation import revoke_from_all
from realtime.streams import open_stream, publish

BINDING = (
    "programme",
    "starts_on",
    "ends_on",
    "desks",
    "shortest_stay",
    "longest_stay",
    "price_per_desk_day",
    "currency",
)
PAGE = ("title", *BINDING, "sectors", "conditions")


@transaction.atomic
def draft_offer(site_id: int, *, by: Member, page: Mapping[str, Any], key: str = "", now: datetime) -> SlotOffer:
    """Desks at a site over dates, not yet shown. `page` holds fields of PAGE."""
    site = locked_site(site_id, by)
    values = {name: page[name] for name in PAGE if name in page}
    made = idempotency.earlier(by.pk, key, "offer", site_id, values)
    if made:
        return SlotOffer.objects.get(pk=made)
    offer = SlotOffer.objects.create(site=site, stream=open_stream("offer"), created_at=now, **values)
    idempotency.keep(by.pk, key, "offer", site_id, values, result=offer.pk)
    publish(OfferDrafted(offer_id=offer.pk), to=offer.stream, by=by.pk, at=now)
    return offer


@transaction.atomic
def change_offer(offer_id: int, *, by: Member, page: Mapping[str, Any], now: datetime) -> SlotOffer:
    """Where somebody counts on the offer, its days and desks may grow; nothing else of its terms changes."""
    offer = locked_offer(offer_id, by)
    _refuse_withdrawn(offer)
    changed = [name for name in PAGE if name in page and getattr(offer, name) != page[name]]
    if any(name in BINDING and not _grows(offer, name, page[name]) for name in changed) and rules.is_held(offer):
        words = _("A landing counts on this offer: its days and desks can grow, the rest of its terms stays.")
        raise ValidationError(words, code="held")
    for name in changed:
        setattr(offer, name, page[name])
    if changed:
        offer.save()
        publish(OfferChanged(fields=changed), to=offer.stream, by=by.pk, at=now)
    return offer


@transaction.atomic
def publish_offer(offer_id: int, *, by: Member, now: datetime) -> SlotOffer:
    """Show it to firms. Publishing twice does nothing."""
    offer = locked_offer(offer_id, by)
    _refuse_withdrawn(offer)
    if offer.published_at is None:
        offer.published_at = now
        offer.save()
        publish(OfferPublished(offer_id=offer.pk), to=offer.stream, by=by.pk, at=now)
    return offer


@transaction.atomic
def pause_offer(offer_id: int, *, by: Member, now: datetime) -> SlotOffer:
    """No new requests; what is agreed stays. Pausing twice does nothing."""
    offer = locked_offer(offer_id, by)
    _refuse_withdrawn(offer)
    if offer.paused_at is None:
        offer.paused_at = now
        offer.save()
        publish(OfferPaused(offer_id=offer.pk), to=offer.stream, by=by.pk, at=now)
    return offer


@transaction.atomic
def resume_offer(offer_id: int, *, by: Member, now: datetime) -> SlotOffer:
    offer = locked_offer(offer_id, by)
    _refuse_withdrawn(offer)
    if offer.paused_at is not None:
        offer.paused_at = None
        offer.save()
        publish(OfferResumed(offer_id=offer.pk), to=offer.stream, by=by.pk, at=now)
    return offer


@transaction.atomic
def withdraw_offer(offer_id: int, *, by: Member, now: datetime) -> SlotOffer:
    """For good; never where somebody counts on it. Withdrawing twice does nothing."""
    offer = locked_offer(offer_id, by)
    if offer.withdrawn_at is None:
        if rules.is_held(offer):
            raise ValidationError(_("A landing counts on this offer: it cannot be withdrawn."), code="held")
        offer.withdrawn_at = now
        offer.save()
        publish(OfferWithdrawn(offer_id=offer.pk), to=offer.stream, by=by.pk, at=now)
        revoke_from_all(offer.stream_id)
    return offer


def _refuse_withdrawn(offer: SlotOffer) -> None:
    if offer.withdrawn_at is not None:
        raise ValidationError(_("This offer was withdrawn. Make a new one."), code="not_now")


def _grows(offer: SlotOffer, name: str, value: Any) -> bool:
    if name == "starts_on":
        return bool(value <= offer.starts_on)
    return name in ("ends_on", "desks") and bool(value >= getattr(offer, name))
