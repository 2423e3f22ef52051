"""Chapter: ninety-nine of the hundred landings, and the forty-five letters that came back.

The sums are those that the Canadian Digital Media Network reported of its own: $20 million of revenue, $15 million of
investment and ten hires in 45 letters from 100 landings. Everything else about them is made up.
"""

from datetime import UTC, date, datetime, time, timedelta

from config.demo.story import Story
from landings.applications.actions.drafting import answers_from
from landings.applications.facts import ApplicationBegun, ApplicationSubmitted
from landings.applications.models import Application
from landings.applications.queries.eligibility import facts_of, today_of
from landings.impact.actions import publish_figures
from landings.letters import actions as letters
from landings.letters.actions import Answer
from landings.letters.facts import LetterDue
from landings.letters.models import Letter
from landings.letters.rules import due_on
from landings.matching.models import Match
from landings.placements.facts import LandingClosed, LandingPlaced, LandingReturned, LandingStarted
from landings.placements.models import DeskDay, Landing, days_between
from network.followups.models import SENDS
from realtime.streams import open_stream, publish

LETTERS, OLD = 45, 92
REVENUE, INVESTMENT, HIRES = 2_000_000_000, 1_500_000_000, 10
FIRST_DAY = date(2024, 1, 15)
# Those whose story goes on landed once before; the founder of the cast owes her letter this week.
ORDER = [63, *range(1, 64), *range(24, 51), 0, *range(51, 64)]


def tell(story: Story) -> None:
    old = [_landing(story, number, _old_start(story, number)) for number in range(OLD)]
    for number, days in enumerate((-240, -170, -110, -60, -31, -9, -4), start=OLD):
        _landing(story, number, story.now.date() + timedelta(days=days))
    _letters(story, old)
    publish_figures(story.programme.pk, now=story.now - timedelta(days=8))


def _old_start(story: Story, number: int) -> date:
    """Evenly from January 2024 until a year and two weeks ago; the last three owe their letter this week."""
    last = story.now.date() - timedelta(days=365 + 24)
    if number >= OLD - 3:
        return last + timedelta(days=number - OLD + 11)
    return FIRST_DAY + (last - FIRST_DAY) * number // OLD


def _landing(story: Story, number: int, starts_on: date) -> Landing:
    firm, founder = story.firms[ORDER[number]]
    offer = story.offers[(number * 5) % len(story.offers)]
    _house, manager = story.hosts[(number * 5) % len(story.offers)]
    ends_on = starts_on + timedelta(days=story.rng.choice([5, 7, 10, 12, 14]))
    placed_at = _noon(starts_on - timedelta(days=33))
    asked_at = placed_at - timedelta(days=24)
    application = Application(
        stream=open_stream("application"),
        programme=story.programme,
        version=story.programme.current,
        firm=firm,
        applicant=founder,
        state="accepted",
        target_country=offer.site.country,
        cities=[offer.site.city],
        starts_on=starts_on,
        stay_days=(ends_on - starts_on).days,
        objectives="Meet five buyers, find a partner who knows the rules, and see whether we are wanted.",
        wanted_services=offer.site.service_keys[:3],
        languages=["en"],
        sectors=[firm.sector],
        amount=story.rng.randint(20, 40) * 10_000,
        currency="CAD",
        already_committed=False,
        answers=answers_from(firm),
        created_at=asked_at - timedelta(days=3),
        saved_at=asked_at,
        submitted_at=asked_at,
        decided_at=asked_at + timedelta(days=12),
    )
    application.facts = dict(facts_of(application, today_of(application, asked_at)))
    application.save()
    for at, happened in (
        (application.created_at, ApplicationBegun(application_id=application.pk)),
        (asked_at, ApplicationSubmitted(application_id=application.pk, version=1)),
    ):
        publish(happened, to=application.stream, by=founder.pk, at=at)
    match = Match.objects.create(
        stream=open_stream("match"),
        application=application,
        offer=offer,
        starts_on=starts_on,
        ends_on=ends_on,
        score=story.rng.randint(61, 94),
        proposed_at=placed_at - timedelta(days=6),
        proposed_by=story.cast["officer"],
        expires_at=placed_at + timedelta(days=8),
        firm_confirmed_at=placed_at - timedelta(days=2),
        firm_confirmed_by=founder,
        host_confirmed_at=placed_at,
        host_confirmed_by=manager,
        placed_at=placed_at,
    )
    landing = Landing(
        stream=open_stream("landing"),
        application=application,
        match=match,
        programme=story.programme,
        firm=firm,
        host=offer.site.host,
        site=offer.site,
        offer=offer,
        commissioner=story.cast["commissioner"] if offer.site.country == "NL" else None,
        starts_on=starts_on,
        ends_on=ends_on,
        placed_at=placed_at,
    )
    return _live(story, landing)


def _live(story: Story, landing: Landing) -> Landing:
    """Begin, end and close the stay as far as its days have come."""
    start, end = _noon(landing.starts_on), _noon(landing.ends_on)
    closed = end + timedelta(days=40)
    landing.started_at = start if start <= story.now else None
    landing.returned_at = end if end <= story.now else None
    if closed <= story.now:
        landing.closed_at, landing.closed_by = closed, story.cast["officer"]
    landing.save()
    desk = _free_desk(landing)
    days = days_between(landing.starts_on, landing.ends_on)
    DeskDay.objects.bulk_create([DeskDay(offer=landing.offer, desk=desk, day=day, landing=landing) for day in days])
    moments = (
        (landing.placed_at, LandingPlaced),
        (landing.started_at, LandingStarted),
        (landing.returned_at, LandingReturned),
        (landing.closed_at, LandingClosed),
    )
    for at, happened in moments:
        if at is not None:
            publish(happened(landing_id=landing.pk), to=landing.stream, by=None, at=at)
    return landing


def _free_desk(landing: Landing) -> int:
    held = DeskDay.objects.filter(offer=landing.offer, day__gte=landing.starts_on, day__lt=landing.ends_on)
    taken = set(held.values_list("desk", flat=True))
    return next(desk for desk in range(1, landing.offer.desks + 2) if desk not in taken)


def _letters(story: Story, old: list[Landing]) -> None:
    """Forty-five of the landings wrote; three owe their letter this week; the rest stayed silent."""
    due = old[: OLD - 3]
    wrote = sorted(story.rng.sample(range(len(due)), LETTERS))
    figures = zip(_shares(story, REVENUE, 27), _shares(story, INVESTMENT, 14), _shares(story, HIRES, 7), strict=True)
    said = dict(zip(wrote, figures, strict=True))
    for number, landing in enumerate(due):
        letter = _letter(landing, said.get(number) is None)
        if number in said:
            _sign(story, letter, *said[number])
    letters.raise_due(now=story.now - timedelta(hours=20))
    letters.send_due(now=story.now - timedelta(hours=20))


def _letter(landing: Landing, silent: bool) -> Letter:
    due = due_on(landing, 12)
    letter = Letter.objects.create(
        stream=open_stream("letter"),
        landing=landing,
        wave=12,
        due_on=due,
        raised_at=_noon(due),
        sends=SENDS if silent else 1,
    )
    publish(LetterDue(letter_id=letter.pk), to=[landing.stream, letter.stream], by=None, at=letter.raised_at)
    return letter


def _sign(story: Story, letter: Letter, revenue: int, investment: int, hires: int) -> None:
    rng = story.rng
    others = {
        "support": 0,
        "contracts": rng.randint(0, 3),
        "partnerships": rng.randint(0, 2),
        "markets": rng.randint(0, 1),
    }
    figures = {"revenue": revenue, "investment": investment, "hires": hires, **others}
    founder = letter.landing.application.applicant
    answers = [_answer(key, value) for key, value in figures.items()]
    at = min(letter.raised_at + timedelta(days=rng.randint(1, 26)), story.now - timedelta(hours=2))
    letters.sign(letter.pk, answers=answers, name=founder.name, title="Founder", now=at)


def _answer(key: str, value: int) -> Answer:
    money = key in ("revenue", "investment", "support")
    return Answer(
        key=key,
        said="value" if value else "nothing",
        value=value,
        in_programme=value,
        currency="CAD" if money else "",
        anyway="partly" if value and money else "",
    )


def _shares(story: Story, total: int, among: int) -> list[int]:
    """`total` divided unevenly among some of the letters, in whole thousands of dollars where it is money."""
    unit = 100_000 if total > 1000 else 1
    units = total // unit
    cuts = sorted(story.rng.sample(range(1, units), among - 1))
    parts = [(b - a) * unit for a, b in zip([0, *cuts], [*cuts, units], strict=True)]
    spread = parts + [0] * (LETTERS - among)
    story.rng.shuffle(spread)
    return spread


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
