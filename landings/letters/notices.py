from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from landings.letters.facts import LetterDeclined, LetterMailed, LetterSigned
from landings.letters.models import Letter, PersonalLink
from landings.programmes.models import Officer
from network.members.models import Member
from network.organisations.models import Membership
from realtime import mail
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

THIRD = 3
_ANSWERED = {LetterSigned: "", LetterDeclined: ""}
RANKS = Membership.Role.values

declare_question(
    NoticeKind(
        "letter.due",
        label=_("A letter of my firm is due"),
        sentence=lambda p: gettext("Your %(wave)s-month letter on %(city)s is due.") % p,
        mail=False,
        own_mail=True,
    ),
    until=_ANSWERED,
)
declare(
    NoticeKind(
        "letter.signed",
        label=_("A firm signs its letter"),
        sentence=lambda p: gettext("%(firm)s signed its %(wave)s-month letter.") % p,
        mail=False,
    )
)
declare_question(
    NoticeKind(
        "letter.silent",
        label=_("A letter stays unanswered after three mails"),
        sentence=lambda p: gettext("%(firm)s has not answered its letter: a call may help.") % p,
        mail=False,
    ),
    until=_ANSWERED,
)


@on(LetterMailed)
def mail_the_link(event: Event) -> None:
    letter = _letter(event)
    if event.stream_id != letter.stream_id:
        return
    link = PersonalLink.objects.get(pk=event.told.link_id)
    reader = _addressee(letter, event)
    _mail(letter, link, reader, event)
    people = [reader.pk, *_staff(letter.landing.firm_id)]
    notify(people, kind="letter.due", event=event, params=_params(letter), path=f"/letters/{letter.pk}/")


@on(LetterMailed)
def change_the_channel(event: Event) -> None:
    """After the third silence the host and the commissioner are asked to call."""
    letter = _letter(event)
    if event.stream_id != letter.stream_id or event.told.asked or event.told.number != THIRD + 1:
        return
    callers = [
        *_staff(letter.landing.host_id),
        *([letter.landing.commissioner_id] if letter.landing.commissioner_id else []),
    ]
    notify(callers, kind="letter.silent", event=event, params=_params(letter), path=f"/letters/{letter.pk}/")


@on(LetterSigned, LetterDeclined)
def tell_the_officers(event: Event) -> None:
    letter = _letter(event)
    if event.stream_id != letter.stream_id or not isinstance(event.told, LetterSigned):
        return
    officers = Officer.objects.filter(programme_id=letter.landing.programme_id, role=Officer.Role.OFFICER)
    people = [*officers.values_list("member_id", flat=True), *_staff(letter.landing.host_id)]
    notify(people, kind="letter.signed", event=event, params=_params(letter), path=f"/letters/{letter.pk}/")


def _addressee(letter: Letter, event: Event) -> Member:
    """Whoever of the firm asked for the link; else its founder; who left it long since, makes way for another of it."""
    staff = Membership.objects.filter(organisation=letter.landing.firm_id).select_related("member").order_by("pk")
    of_firm = {row.member_id: row.member for row in sorted(staff, key=lambda row: RANKS.index(row.role))}
    founder = letter.landing.application.applicant
    for one in (event.actor, founder.pk):
        if one in of_firm:
            return of_firm[one]
    return next(iter(of_firm.values()), founder)


def _mail(letter: Letter, link: PersonalLink, reader: Member, event: Event) -> None:
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        words = {
            "letter": letter,
            "landing": letter.landing,
            "reader": reader,
            "link": f"{settings.SITE_URL}/letters/by/{link.token}/",
        }
        mail.send_once(
            key=f"letter-{letter.pk}-{link.number}",
            to=reader.email,
            member=reader.pk,
            subject=gettext("What came of %(city)s? Your %(wave)s-month letter") % _params(letter),
            text=render_to_string("landings/letters/mail/due.txt", words),
            html=render_to_string("landings/letters/mail/due.html", words),
            now=event.at,
        )


def _params(letter: Letter) -> dict[str, str]:
    landing = letter.landing
    return {"firm": landing.firm.name, "city": landing.site.city, "wave": str(letter.wave)}


def _letter(event: Event) -> Letter:
    loaded = Letter.objects.select_related(
        "landing__firm", "landing__site", "landing__programme", "landing__application__applicant"
    )
    return loaded.get(pk=event.told.letter_id)


def _staff(organisation_id: int) -> list[int]:
    return list(Membership.objects.filter(organisation_id=organisation_id).values_list("member_id", flat=True))
