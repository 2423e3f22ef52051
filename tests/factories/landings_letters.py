"""Letters, due and signed through the same actions as in life."""

from datetime import UTC, date, datetime, time

from landings.letters import actions
from landings.letters.actions import Answer
from landings.letters.models import Letter
from tests.factories.landings_placements import make_landing

ZERO = dict.fromkeys(("revenue", "investment", "support", "hires", "contracts", "partnerships", "markets"), 0)


def make_due_letter(landing=None, **fields):
    """The twelve-month letter of a landing that ended a year and a day ago, raised but not yet mailed."""
    landing = landing or make_landing(**fields)
    due = date(landing.ends_on.year + 1, landing.ends_on.month, landing.ends_on.day)
    actions.raise_due(now=datetime.combine(due, time(12), tzinfo=UTC))
    return Letter.objects.get(landing=landing, wave=12)


def mail_letter(letter):
    """Mail it; gives the newest personal link."""
    actions.send_due(now=letter.next_send_at)
    letter.refresh_from_db()
    return letter.links.order_by("-number")[0]


def answers(currency="CAD", **figures):
    money = ("revenue", "investment", "support")
    return [
        Answer(
            key=key,
            said="value" if value else "nothing",
            value=value,
            in_programme=value,
            currency=currency if key in money else "",
        )
        for key, value in {**ZERO, **figures}.items()
    ]


def sign_letter(letter, now=None, **figures):
    when = now or letter.raised_at
    return actions.sign(letter.pk, answers=answers(**figures), name="Ada Okafor", title="Founder", now=when)
