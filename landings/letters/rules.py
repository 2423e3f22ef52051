"""What a letter asks, when it falls due, and who may do what with it."""

from datetime import date
from typing import Any, cast

from django.utils.translation import gettext_lazy

from landings.letters.models import Letter
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.followups import rules as followups
from network.followups.kinds import COUNT, MONEY, TEXT, Question
from network.members.models import Member
from network.organisations.models import Membership
from network.signing.kinds import Signer

FIRM = "firm"


def _(text: str) -> str:
    """Marked for translation, said in whatever language is active when it is shown."""
    return cast(str, gettext_lazy(text))


QUESTIONS = (
    Question("revenue", MONEY, _("New revenue"), _("Sales made abroad since the landing, and because of it.")),
    Question("investment", MONEY, _("Investment secured"), _("Equity or loans from investors.")),
    Question("support", MONEY, _("Other support"), _("Grants and support from other programmes.")),
    Question("hires", COUNT, _("New hires"), _("People employed because of the landing, in full-time posts.")),
    Question("contracts", COUNT, _("Contracts signed")),
    Question("partnerships", COUNT, _("Partnerships made")),
    Question("markets", COUNT, _("New markets entered")),
)


def questions_of(documented: list[Any]) -> list[Question]:
    """The seven questions of every letter, then those that the programme's document adds, answered in words."""
    own = {"", *(question.key for question in QUESTIONS)}
    added = [item for item in documented if isinstance(item, dict) and str(item.get("key", "")) not in own]
    return [*QUESTIONS, *map(_added, added)]


def _added(item: dict[str, Any]) -> Question:
    key = str(item["key"])
    return Question(key, TEXT, str(item.get("label", key)), str(item.get("help", "")))


def home_on(landing: Landing) -> date:
    """The day of the return, or the planned last day: letters are counted from it."""
    return landing.returned_at.date() if landing.returned_at else landing.ends_on


def due_on(landing: Landing, months: int) -> date:
    return followups.due_on(home_on(landing), months)


def waves_of(landing: Landing) -> list[int]:
    """Months after the return at which it is asked: those of its grant's award, or the programme's where none is."""
    grant = getattr(landing, "grant", None)
    return list(grant.follow_up_waves if grant else landing.programme.follow_up_waves)


def may_sign(letter_id: int, signer: Signer) -> bool:
    """A letter is the firm's word alone; whoever holds its personal link gives it, with a name and a title."""
    return signer.party == FIRM and signer.title.strip() != ""


def may_write(member: Member, letter: Letter) -> bool:
    """Whoever of the firm is logged in, as whoever holds a personal link: each of the firm may ask for one."""
    return belongs_to_firm(member, letter)


def may_ask_for_link(member: Member, letter: Letter) -> bool:
    """The firm always, for it may correct what it signed; those who run the programme until it is signed."""
    return belongs_to_firm(member, letter) or (letter.state != "signed" and runs_programme(member, letter))


def runs_programme(member: Member, letter: Letter) -> bool:
    runs = Officer.objects.filter(programme_id=letter.landing.programme_id, member_id=member.pk)
    return runs.exclude(role=Officer.Role.REVIEWER).exists()


def belongs_to_firm(member: Member, letter: Letter) -> bool:
    return Membership.objects.filter(organisation_id=letter.landing.firm_id, member_id=member.pk).exists()
