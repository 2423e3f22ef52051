"""Chapter: landings from three years ago until two months from now, in the order of their first days, in all states."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from config.demo.large import applications, letters, money
from config.demo.large.applications import DAY, Asked
from config.demo.large.chains import Chain
from config.demo.large.houses import Desks
from config.demo.large.money import Treasury
from config.demo.large.tale import Tale
from landings.grants.models import Grant
from landings.matching.facts import MatchConfirmed, MatchPlaced, MatchProposed
from landings.matching.models import Match
from landings.placements.facts import LandingCancelled, LandingClosed, LandingPlaced, LandingReturned, LandingStarted
from landings.placements.models import DeskDay, Landing, days_between
from network.dealings.kinds import kind_named
from network.dealings.models import Dealing, Party

FIRST, LAST, BEFORE = 1100, 60, 33
"""Days: since when there are landings, until when, and how long before its first day each is placed."""
CANCELLED: Final = 0.03


def tell(tale: Tale, desks: dict[int, list[Desks]]) -> None:
    treasury = Treasury(tale)
    released: list[tuple[datetime, int]] = []
    count = tale.size.landings
    for number in range(count):
        starts_on = (tale.now + timedelta(days=(FIRST + LAST) * number // count - FIRST)).date()
        released += _landing(tale, treasury, desks, number, starts_on)
    tale.writer.change(Grant, ("released_at",), released)
    treasury.balance()


def _landing(
    tale: Tale, treasury: Treasury, desks: dict[int, list[Desks]], number: int, starts_on: date
) -> list[tuple[datetime, int]]:
    """One landing, and what its grant's row is to be changed to, if its books are closed."""
    programme = tale.programmes[number % len(tale.programmes)]
    firm = tale.firms[int(len(tale.firms) * tale.rng.random())]
    stay_days = tale.rng.choice([5, 7, 10, 12, 14])
    ends_on = starts_on + timedelta(days=stay_days)
    offer, desk = _desk(tale, desks[programme.pk], starts_on, ends_on)
    placed_at = min(noon(starts_on) - BEFORE * DAY, tale.ago(1 + number % 3))
    asked = applications.write(tale, firm, programme, offer, placed_at - 24 * DAY, starts_on, stay_days, "accepted")
    cancelled_at = placed_at + 10 * DAY if tale.rng.random() < CANCELLED else None
    if cancelled_at and cancelled_at > tale.now:
        cancelled_at = None
    key = tale.writer.next_key(Landing)
    match = _match(tale, asked, offer, (starts_on, ends_on), placed_at, cancelled_at, key)
    moments = _moments(tale, starts_on, ends_on, cancelled_at)
    chain = tale.chains.begin("landing")
    officer = tale.cast["officer"].pk
    tale.writer.put(
        Landing,
        stream_id=chain.key,
        application_id=asked.key,
        match_id=match,
        programme_id=programme.pk,
        firm_id=firm.key,
        host_id=offer.house.key,
        site_id=offer.site,
        offer_id=offer.offer,
        commissioner_id=tale.cast["commissioner"].pk if offer.house.place.country == "NL" else None,
        starts_on=starts_on,
        ends_on=ends_on,
        placed_at=placed_at,
        closed_by_id=officer if moments["closed_at"] else None,
        cancelled_at=cancelled_at,
        cancelled_by_id=firm.owner if cancelled_at else None,
        cancel_reason="The buyer moved the fair to the autumn." if cancelled_at else "",
        **moments,
    )
    tale.chains.tell(LandingPlaced(landing_id=key), chain, by=offer.house.owner, at=placed_at)
    if cancelled_at:
        told = LandingCancelled(landing_id=key, side="firm")
        tale.chains.tell(told, chain, asked.chain, by=firm.owner, at=cancelled_at)
        return []
    for day in days_between(starts_on, ends_on):
        tale.writer.put(DeskDay, offer_id=offer.offer, desk=desk, day=day, landing_id=key)
    granted = None
    if money.is_awarded(placed_at, ends_on, cancelled=False):
        granted = treasury.award(programme, key, chain, placed_at)
    _live(tale, key, chain, moments)
    released = [treasury.close(granted, moments["closed_at"])] if granted and moments["closed_at"] else []
    if moments["closed_at"]:
        tale.chains.tell(LandingClosed(landing_id=key), chain, by=officer, at=moments["closed_at"])
    if moments["returned_at"]:
        _deal(tale, key, firm.key, offer.house.key, ends_on)
        letters.tell(tale, key, chain, asked, offer, moments["returned_at"].date())
    return released


def _desk(tale: Tale, offers: list[Desks], starts_on: date, ends_on: date) -> tuple[Desks, int]:
    """A tenth goes to the story's host, as long as there are desks."""
    first = 0 if tale.rng.random() < 0.1 else tale.rng.randrange(len(offers))
    for at in range(len(offers)):
        offer = offers[(first + at) % len(offers)]
        desk = offer.take(starts_on, ends_on)
        if desk is not None:
            return offer, desk
    raise ValueError(f"no desk is free on {starts_on}: this size has too few hosts for its landings")


def _moments(tale: Tale, starts_on: date, ends_on: date, cancelled_at: datetime | None) -> dict[str, datetime | None]:
    """When the stay began, ended and was closed, as far as its days have come."""
    moments = {"started_at": noon(starts_on), "returned_at": noon(ends_on), "closed_at": noon(ends_on) + 40 * DAY}
    return {name: at if at <= tale.now and not cancelled_at else None for name, at in moments.items()}


def _match(
    tale: Tale,
    asked: Asked,
    offer: Desks,
    days: tuple[date, date],
    placed_at: datetime,
    cancelled_at: datetime | None,
    landing: int,
) -> int:
    chain, officer = tale.chains.begin("match"), tale.cast["officer"].pk
    founder, manager = asked.firm.owner, offer.house.owner
    match = tale.writer.put(
        Match,
        stream_id=chain.key,
        application_id=asked.key,
        offer_id=offer.offer,
        starts_on=days[0],
        ends_on=days[1],
        score=Decimal(tale.rng.randint(61, 94)).quantize(Decimal("0.01")),
        proposed_at=placed_at - 6 * DAY,
        proposed_by_id=officer,
        expires_at=placed_at + 8 * DAY,
        firm_confirmed_at=placed_at - 2 * DAY,
        firm_confirmed_by_id=founder,
        host_confirmed_at=placed_at,
        host_confirmed_by_id=manager,
        placed_at=placed_at,
        withdrawn_at=cancelled_at,
    )
    told: tuple[tuple[Any, int, datetime], ...] = (
        (MatchProposed(match_id=match), officer, placed_at - 6 * DAY),
        (MatchConfirmed(match_id=match, side="firm"), founder, placed_at - 2 * DAY),
        (MatchConfirmed(match_id=match, side="host"), manager, placed_at),
        (MatchPlaced(match_id=match, landing_id=landing), manager, placed_at),
    )
    for happened, by, at in told:
        tale.chains.tell(happened, chain, asked.chain, by=by, at=at)
    return match


def _live(tale: Tale, key: int, chain: Chain, moments: dict[str, datetime | None]) -> None:
    for name, happened in (("started_at", LandingStarted), ("returned_at", LandingReturned)):
        at = moments[name]
        if at is not None:
            tale.chains.tell(happened(landing_id=key), chain, by=None, at=at)


def _deal(tale: Tale, landing: int, firm: int, host: int, ends_on: date) -> None:
    """The stay is a dealing between firm and host, as `placements.queries.pages.stay_had` says."""
    on = ends_on - DAY
    dealing = tale.writer.put(
        Dealing, kind="stay", subject=landing, happened_on=on, closes_on=on + kind_named("stay").open_for
    )
    for side, organisation in enumerate((firm, host), 1):
        tale.writer.put(Party, dealing_id=dealing, side=side, organisation_id=organisation)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
