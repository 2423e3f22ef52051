"""Chapter: applications at every state, and the landing that three of the demo's people are in together."""

from collections.abc import Callable
from datetime import timedelta

from config.demo.story import Story
from landings.applications.actions.deciding import decide, want_information
from landings.applications.actions.drafting import begin, save_step
from landings.applications.actions.reviewing import submit_review
from landings.applications.actions.sending import submit, take_referral, withdraw
from landings.applications.models import Application
from landings.grants.actions.advances import approve_advance, pay_advance
from landings.grants.actions.awards import award
from landings.itineraries import actions as itineraries
from landings.matching.actions import propose
from landings.matching.queries import ranking
from landings.placements.actions import confirm, name_commissioner
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Programme
from network.members.models import Member

GOALS = (
    "Meet the three port operators that answered our survey, and leave with one pilot.",
    "Find a reseller who already sells to hospitals, and learn what the tender rules ask of us.",
    "See five customers of our partner in their own offices before we translate the product.",
    "Decide whether a first hire here makes sense, with figures from people who did it.",
)
WORDS = {
    "market": "They name the buyers and have spoken with two of them.",
    "plan": "Ten days, six meetings, one goal for each: it can be done.",
    "readiness": "The product is in two languages, support hours would be thin at first.",
    "benefit": "Delivery stays in Canada; one post is planned.",
}


def tell(story: Story) -> None:
    endings: list[Callable[[Story, Application], None]] = [
        _review_one,
        _review_both,
        _ask,
        _waitlist,
        _refuse,
        _withdraw,
        _accept,
    ]
    _draft(story, 1, 2)
    _draft(story, 9, 6)
    _refer(story, 12)
    _sent(story, 13, 1.2)
    _sent(story, 14, 3.1)
    for at, ending in enumerate(endings, start=15):
        ending(story, _sent(story, at, 6 + at % 5))
    _together(story)


def _draft(story: Story, number: int, days: float, **fields: object) -> Application:
    firm, founder = story.firms[number]
    now = story.ago(days)
    application = begin(story.programme.pk, firm.pk, by=founder, now=now)
    offer = story.offers[(number * 3) % len(story.offers)]
    values = {
        "target_country": offer.site.country.code,
        "cities": [offer.site.city],
        "starts_on": (now + timedelta(days=48 + number)).date(),
        "stay_days": 10,
        "travellers": 1,
        "objectives": GOALS[number % len(GOALS)],
        "wanted_services": offer.site.service_keys[:3],
        "languages": ["en"],
        "sectors": [firm.sector],
        "amount": 320_000,
        "already_committed": False,
        **fields,
    }
    budget = [
        {"category": "travel", "description": "Flights", "amount": 140_000},
        {"category": "lodging", "description": "Nine nights", "amount": 180_000},
    ]
    answers = {"grants_received": 0}
    return save_step(application.pk, "budget", by=founder, fields=values, answers=answers, budget=budget, now=now)


def _sent(story: Story, number: int, days: float, **fields: object) -> Application:
    draft = _draft(story, number, days + 1, **fields)
    return submit(draft.pk, by=draft.applicant, now=story.ago(days))


def _refer(story: Story, number: int) -> None:
    """A firm too large for the programme: told where to go instead."""
    firm, founder = story.firms[number]
    firm.revenue = 780_000_000
    firm.save(update_fields=["revenue"])
    draft = _draft(story, number, 5)
    take_referral(draft.pk, by=founder, now=story.ago(4))


def _score(story: Story, application: Application, how_many: int, now_days: float) -> None:
    open_reviews = application.reviews.filter(submitted_at=None).select_related("reviewer")
    for review in open_reviews.order_by("pk")[:how_many]:
        scores = {key: (story.rng.randint(3, 5), words) for key, words in WORDS.items()}
        submit_review(review.pk, by=review.reviewer, scores=scores, recommendation="accept", now=story.ago(now_days))


def _review_one(story: Story, application: Application) -> None:
    _score(story, application, 1, 3)


def _review_both(story: Story, application: Application) -> None:
    _score(story, application, 2, 2)


def _ask(story: Story, application: Application) -> None:
    question = "Which of the six meetings are agreed already, and which are hopes?"
    want_information(application.pk, by=story.cast["officer"], question=question, now=story.ago(1))


def _decide(story: Story, application: Application, outcome: str, reasons: str) -> None:
    _score(story, application, 2, 3)
    decide(application.pk, by=story.cast["officer"], outcome=outcome, reasons=reasons, now=story.ago(1.5))


def _waitlist(story: Story, application: Application) -> None:
    _decide(
        story, application, "waitlisted", "A sound plan; this quarter's money is spoken for. You are first in line."
    )


def _refuse(story: Story, application: Application) -> None:
    _decide(story, application, "refused", "The goals are wider than ten days. Choose one city and one kind of buyer.")


def _withdraw(story: Story, application: Application) -> None:
    withdraw(application.pk, by=application.applicant, now=story.ago(2))


def _accept(story: Story, application: Application) -> None:
    _decide(story, application, "accepted", "Clear goals and the right host. Welcome.")
    _propose(story, application, 2)


def _propose(story: Story, application: Application, how_many: int) -> list[int]:
    best = [candidate.offer.pk for candidate in ranking(application).fitting[:how_many]]
    made = propose(application.pk, best, by=story.cast["officer"], now=story.ago(1.2)) if best else []
    return [match.pk for match in made]


def _together(story: Story) -> None:
    """The founder's own landing at the host's house: placed, granted, half paid, planned, three weeks away."""
    offer = story.offers[0]
    wanted = {"target_country": "NL", "cities": ["Rotterdam"], "wanted_services": offer.site.service_keys[:3]}
    start = (story.now + timedelta(days=23)).date()
    application = _sent(story, 0, 20, **wanted, starts_on=start)
    _score(story, application, 2, 16)
    officer, finance = story.cast["officer"], story.cast["finance"]
    reasons = "Two port operators are waiting for you, and the house knows both."
    decide(application.pk, by=officer, outcome="accepted", reasons=reasons, now=story.ago(14))
    match = propose(application.pk, [offer.pk], by=officer, now=story.ago(13))[0]
    confirm(match.pk, by=story.cast["founder"], now=story.ago(11))
    confirm(match.pk, by=story.cast["host"], now=story.ago(10))
    landing = Landing.objects.get(match=match)
    name_commissioner(landing.pk, commissioner=story.cast["commissioner"], by=officer, now=story.ago(9.5))
    year = fund_of(story.programme, story.now.year)
    grant = award(landing.pk, amount=320_000, fund_year_id=year.pk, by=officer, now=story.ago(9))
    advance = approve_advance(grant.pk, trigger="signature", by=officer, now=story.ago(8))
    pay_advance(advance.pk, reference="CDMN-0101", by=finance, now=story.ago(6))
    _plan(story, landing, story.cast["founder"])


def fund_of(programme: Programme, year: int) -> FundYear:
    """The year's fund. What the programme's document does not know yet is as large as the last that it knows."""
    last = programme.fund_years.filter(year__lte=year).latest("year")
    lapses = last.expires_on.replace(year=last.expires_on.year + year - last.year)
    values = {"amount": last.amount, "expires_on": lapses}
    return programme.fund_years.get_or_create(year=year, defaults=values)[0]


def _plan(story: Story, landing: Landing, founder: Member) -> None:
    itineraries.begin(landing.pk, by=founder, now=story.ago(5))
    first = landing.items.filter(kind="desk").order_by("starts_at")[0]
    meetings = (
        (1, 1, "Port operations, Maasvlakte", (51.9553, 4.0264)),
        (1, 2.2, "Harbour pilots’ office", (51.9024, 4.4571)),
        (2, 4, "Insurer of two shipping lines", (51.9164, 4.4836)),
        (3, 5, "Lunch with the other firms in the house", None),
    )
    for day, hour, title, spot in meetings:
        start = first.starts_at + timedelta(days=day, hours=hour)
        plan = itineraries.Plan(
            kind="meeting", title=title, starts_at=start, ends_at=start + timedelta(hours=1), spot=spot
        )
        itineraries.add(landing.pk, plan, by=founder, now=story.ago(3))
