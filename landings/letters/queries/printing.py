"""A signed letter as its PDF words it: from the document that was sealed alone, in its language.

What older documents do not hold (how a question was put, the programme's name, the site's zone) is read from where it
stands today.
"""

from typing import Any

from django.utils.translation import gettext as _

from ground.money.formats import money, number
from landings.letters import rules
from landings.letters.models import Letter, Measure
from landings.letters.queries.service import LETTERS
from network.followups.kinds import TEXT
from network.signing.kinds import Passage, Printed
from network.signing.models import SealedText

Asked = dict[str, tuple[str, str]]


def about(letter: Letter) -> dict[str, Any]:
    """What the seal binds so that the letter can be printed as it was put before who signed it."""
    return {
        "asked": [[question.key, question.kind, str(question.label)] for question in LETTERS.asks(letter)],
        "programme_name": str(letter.landing.programme),
        "zone": letter.landing.site.time_zone,
    }


def printed(version: SealedText) -> Printed:
    document = version.document
    letter = _letter(version) if "asked" not in document else None
    told = {**document, **(about(letter) if letter else {})}
    asked = {key: (kind, label) for key, kind, label in told["asked"]}
    return Printed(
        title=_("The %(wave)s-month letter") % {"wave": told["wave"]},
        parties=((_("Firm"), told["firm"]), (_("Programme"), told["programme_name"])),
        passages=(
            Passage(
                heading=_("What the firm says"),
                paragraphs=(_("I sign this for the firm, to the best of my knowledge."),),
                columns=(_("Measure"), _("Claimed"), _("Without the landing?")),
                rows=[_row(answer, asked) for answer in told["answers"]],
            ),
        ),
        signs_for={rules.FIRM: told["firm"]},
        zone=told["zone"],
        name=f"kontor-letter-{version.subject}-version-{version.number}",
    )


def _letter(version: SealedText) -> Letter:
    return Letter.objects.select_related("landing__programme", "landing__site").get(pk=version.subject)


def _row(answer: dict[str, Any], asked: Asked) -> tuple[str, str, str]:
    kind, label = asked.get(answer["key"], (TEXT, answer["key"]))
    anyway = answer.get("anyway")
    return label, _claimed(answer, kind), str(Measure.Anyway(anyway).label) if anyway else ""


def _claimed(answer: dict[str, Any], kind: str) -> str:
    said = Measure.Said(answer["said"])
    if said is Measure.Said.NOTHING and kind == TEXT:
        return _("not answered")
    if said is not Measure.Said.VALUE:
        return str(said.label)
    if answer["note"]:
        return str(answer["note"])
    return money(answer["value"], answer["currency"]) if answer["currency"] else number(answer["value"])
