"""The mails of notices, in words: written when they are due, of what is still unread and still stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realtime.jobs.mail import Mail, MailWords, writes
from realtime.notices import envelopes
from realtime.notices.hours import Reader, readers
from realtime.notices.kinds import kind_named, standing
from realtime.notices.models import Notice, Way
from realtime.notices.preferences import ways_of
from realtime.notices.unsubscribing import DAILY, headers_of, stop_address

# Of one thread so many are quoted, the newest; of a day so many places are named.
QUOTED: Final = 10
PLACES: Final = 30


@dataclass(frozen=True, slots=True)
class MailLine:
    """What one place has to say: the newest of its notices, in words, and how many more there are."""

    sentence: str
    words: str
    link: str
    more: int = 0


@writes(envelopes.SOON)
def write_soon(mail: Mail, now: datetime) -> MailWords | datetime | None:
    """Of one thread, or of one thing: each notice with its words."""
    return _written(mail, now, _of_one_place, wanted=(Way.MAIL,))


@writes(envelopes.DAILY)
def write_day(mail: Mail, now: datetime) -> MailWords | datetime | None:
    """Of a day: a line for each place. What the reader chose meanwhile holds."""
    return _written(mail, now, _of_a_day, wanted=(Way.MAIL, Way.DIGEST))


def _written(mail: Mail, now: datetime, say: Any, wanted: Collection[Way]) -> MailWords | datetime | None:
    reader = readers([mail.member or 0]).get(mail.member or 0)
    if reader is None:
        return None
    if (later := reader.not_before(now)) > now:
        return later
    unread = list(Notice.objects.unread().filter(mail=mail).select_related("event").order_by("id"))
    words = standing(unread)
    chosen = {kind for kind in {one.kind for one in unread} if ways_of([reader.member], kind)[reader.member] in wanted}
    left = [notice for notice in unread if notice.pk in words and notice.kind in chosen]
    if not left:
        return None
    with translation.override(reader.language), timezone.override(reader.zone):
        written: MailWords = say(reader, left, words)
    return written


def _of_one_place(reader: Reader, left: Sequence[Notice], words: dict[int, str]) -> MailWords:
    newest, kinds = left[-1], {notice.kind for notice in left}
    subject = newest.sentence
    if more := len(left) - 1:
        subject = ngettext("%(sentence)s, and %(n)d more", "%(sentence)s, and %(n)d more", more) % {
            "sentence": subject,
            "n": more,
        }
    lines = [_line(notice, words) for notice in left[-QUOTED:]]
    shown = {"link": settings.SITE_URL + left[0].path, "earlier": len(left) - len(lines), "label": _labels(kinds)}
    return _mail_words(reader, subject, lines, stop_address(reader.member, kinds), shown)


def _of_a_day(reader: Reader, left: Sequence[Notice], words: dict[int, str]) -> MailWords:
    places = [
        list(those) for _about, those in groupby(sorted(left, key=attrgetter("about", "pk")), attrgetter("about"))
    ]
    places.sort(key=lambda those: those[-1].pk, reverse=True)
    lines = [_line(those[-1], words, first=those[0], more=len(those) - 1) for those in places[:PLACES]]
    subject = ngettext("%d thing on Kontor since yesterday", "%d things on Kontor since yesterday", len(left)) % len(
        left
    )
    shown = {
        "link": settings.SITE_URL + reverse("network:notices"),
        "daily": True,
        "earlier": len(places) - len(lines),
        "label": _("the daily mail"),
    }
    return _mail_words(reader, subject, lines, stop_address(reader.member, [DAILY]), shown)


def _line(notice: Notice, words: dict[int, str], first: Notice | None = None, more: int = 0) -> MailLine:
    return MailLine(notice.sentence, words[notice.pk], settings.SITE_URL + (first or notice).path, more)


def _labels(kinds: Collection[str]) -> str:
    return " · ".join(sorted(str(kind.label) for name in kinds if (kind := kind_named(name))))


def _mail_words(reader: Reader, subject: str, lines: list[MailLine], stop: str, shown: dict[str, Any]) -> MailWords:
    preferences = settings.SITE_URL + reverse("network:preferences")
    told = {"lines": lines, "stop": stop, "preferences": preferences, **shown}
    return MailWords(
        to=reader.address,
        subject=subject,
        text=render_to_string("realtime/mail/notice.txt", told),
        html=render_to_string("realtime/mail/notice.html", told),
        headers=headers_of(stop),
    )
