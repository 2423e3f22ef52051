"""Letters as follow-ups of landings: what was given, who answers, who is called, and in what words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext

from ground.tables.locks import locked
from landings.letters import rules
from landings.letters.facts import LetterDeclined, LetterDue, LetterMailed
from landings.letters.models import Letter
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.followups import kinds
from network.followups.models import Link
from network.members.models import Member
from network.organisations.models import Membership

RANKS = Membership.Role.values


def _given(now: datetime) -> Iterator[kinds.Given]:
    home = Landing.objects.standing().filter(ends_on__lte=now.date()).select_related("programme", "grant")
    for landing in home.prefetch_related("letters").order_by("ends_on", "pk"):
        yield kinds.Given(
            key=landing.pk,
            over_on=rules.home_on(landing),
            waves=rules.waves_of(landing),
            raised={letter.wave for letter in landing.letters.all()},
        )


def _locked_landing(landing_id: int) -> Landing:
    return locked(Landing.objects.select_related("stream")).get(pk=landing_id)


def _addressee(letter: Letter, asker: int | None) -> Member:
    """Whoever of the firm asked for the link; else its founder; who left it long since, makes way for another of it."""
    staff = Membership.objects.filter(organisation=letter.landing.firm_id).select_related("member").order_by("pk")
    of_firm = {row.member_id: row.member for row in sorted(staff, key=lambda row: RANKS.index(row.role))}
    founder = letter.landing.application.applicant
    for one in (asker, founder.pk):
        if one in of_firm:
            return of_firm[one]
    return next(iter(of_firm.values()), founder)


def staff_of(organisation_id: int) -> list[int]:
    return list(Membership.objects.filter(organisation_id=organisation_id).values_list("member_id", flat=True))


def _called(letter: Letter) -> Sequence[int]:
    """The host, and the commissioner where there is one."""
    commissioner = letter.landing.commissioner_id
    return [*staff_of(letter.landing.host_id), *([commissioner] if commissioner else [])]


def _told(letter: Letter) -> Sequence[int]:
    """The programme's officers, and the host."""
    officers = Officer.objects.filter(programme_id=letter.landing.programme_id, role=Officer.Role.OFFICER)
    return [*officers.values_list("member_id", flat=True), *staff_of(letter.landing.host_id)]


def words(letter: Letter) -> dict[str, str]:
    landing = letter.landing
    return {"firm": landing.firm.name, "city": landing.site.city, "wave": str(letter.wave)}


def _mail(letter: Letter, link: Link, reader: Member) -> kinds.Mailed:
    told = {
        "letter": letter,
        "landing": letter.landing,
        "reader": reader,
        "link": f"{settings.SITE_URL}/letters/by/{link.token}/",
    }
    return kinds.Mailed(
        subject=gettext("What came of %(city)s? Your %(wave)s-month letter") % words(letter),
        text=render_to_string("landings/letters/mail/due.txt", told),
        html=render_to_string("landings/letters/mail/due.html", told),
    )


LETTERS = kinds.register(
    kinds.Service(
        name="letter",
        model=Letter,
        of="landing",
        given=_given,
        hold=_locked_landing,
        loads=("landing__firm", "landing__site", "landing__programme", "landing__application__applicant"),
        facts=kinds.Facts(
            due=lambda letter_id: LetterDue(letter_id=letter_id),
            declined=lambda letter_id: LetterDeclined(letter_id=letter_id),
            mailed=lambda letter_id, link, number, asked: LetterMailed(
                letter_id=letter_id, link_id=link.pk, number=number, asked=asked
            ),
        ),
        asks=lambda letter: rules.questions_of(letter.landing.programme.said_questions),
        may_ask=rules.may_ask_for_link,
        answers=_addressee,
        staff=lambda letter: staff_of(letter.landing.firm_id),
        called=_called,
        told=_told,
        answered="signed",
        words=words,
        path=lambda letter: f"/letters/{letter.pk}/",
        written_at=lambda letter: f"/letters/{letter.pk}/write/",
        mail=_mail,
    )
)
