"""Moments and days in words, in the reader's zone and language.

The browser rewrites what carries `data-moment` (static/js/page/tell-times.js), so a piece that was rendered once for
everybody is read by each in their own zone. Both sides use CLDR, so the words agree.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal

from babel import Locale
from babel.dates import TIMEDELTA_UNITS, format_time, format_timedelta
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ground.places.civil_time import comes_twice
from ground.places.zone_names import zone_word
from ground.places.zones import zone_named
from ground.words.days import format_date, format_skeleton
from ground.words.language import active_locale

Form = Literal["words", "clock", "short", "full"]
JUST_NOW: Final = timedelta(seconds=45)
FAR: Final = timedelta(days=30)


def moment(at: datetime, form: Form = "words", *, zone: str = "", now: datetime, titled: bool = True) -> SafeString:
    """A `<time>`: relative words, a clock, or date and clock; the whole moment on hover.

    A named `zone` is another party's: it is kept by the browser, and named beside the clock. What is not `titled` is
    given the whole moment by the browser, as all that arrives later is.
    """
    there = zone_named(zone) if zone else timezone.get_current_timezone()
    said = conditional_escape(_said(at.astimezone(there), form, bool(zone), now))
    return SafeString(f"{_opening(at.astimezone(UTC), there, form, zone, titled, get_language())}{said}</time>")


@lru_cache(maxsize=4096)
def _opening(at: datetime, there: tzinfo, form: Form, zone: str, titled: bool, _language: str | None) -> SafeString:
    """What of it is the same whenever it is read."""
    local = at.astimezone(there)
    return format_html(
        '<time datetime="{}"{} data-moment="{}"{}>',
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        format_html(' title="{}"', _full(local)) if titled else "",
        form,
        format_html(' data-moment-zone="{}" data-moment-zone-word="{}"', zone, zone_word(local)) if zone else "",
    )


def spoken(at: datetime, zone: tzinfo, until: datetime | None = None, *, whole_day: bool = True) -> str:
    """A moment, or a time until another, in plain words by the clock of a zone: day, clock, and which zone it is."""
    first, last = (one.astimezone(zone) for one in (at, until or at))
    said = f"{_day(first)}, {_clock(first)}" if whole_day else _clock(first)
    if zone_word(first) != zone_word(last):
        said += f" {zone_word(first)}"
    if until:
        said += f" – {_clock(last)}" if last.date() == first.date() else f" – {_day(last)}, {_clock(last)}"
    return f"{said} {zone_word(last)}"


def in_words(at: datetime, theirs: tzinfo, until: datetime | None = None) -> str:
    """For notices and mails: by the reader's own clock, with the other party's beside it where that shows another."""
    mine = timezone.get_current_timezone()
    said, ends = spoken(at, mine, until), until or at
    if all(one.astimezone(mine).utcoffset() == one.astimezone(theirs).utcoffset() for one in (at, ends)):
        return said
    same_day = all(one.astimezone(mine).date() == one.astimezone(theirs).date() for one in (at, ends))
    return _("%(mine)s (there: %(theirs)s)") % {
        "mine": said,
        "theirs": spoken(at, theirs, until, whole_day=not same_day),
    }


def day(on: date, form: str = "long", *, today: date) -> SafeString:
    """A calendar day: `long`, `medium`, `short` (no year), or `words` (in 3 days)."""
    locale = active_locale()
    whole = format_date(on, "full", locale=locale)
    if form == "words":
        said = _words(timedelta(days=(on - today).days)) if on != today else _("today")
    elif form == "short":
        said = format_skeleton("MMMd", on, locale=locale)
    else:
        said = format_date(on, "medium" if form == "medium" else "long", locale=locale)
    return format_html('<time datetime="{}" title="{}">{}</time>', on.isoformat(), whole, said)


def day_in_words(on: date) -> str:
    """April 1, 2027, without markup."""
    return format_date(on, "long", locale=active_locale())


def tile(on: date) -> SafeString:
    """A day as a small calendar sheet; the words around it say it again for those who don't see it."""
    month = format_skeleton("MMM", on, locale=active_locale())
    return format_html('<time class="date" datetime="{}"><small>{}</small>{}</time>', on.isoformat(), month, on.day)


def local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _said(local: datetime, form: Form, foreign: bool, now: datetime) -> str:
    locale = active_locale()
    if form == "words":
        return _words(local - now) if abs(local - now) < FAR else _date(local.date(), "medium", locale)
    clock = _clock(local)
    if foreign or comes_twice(local):
        clock = f"{clock} {zone_word(local)}"
    if form == "clock":
        return clock
    skeleton = "yMMMd" if form == "full" else "MMMEd"
    return f"{format_skeleton(skeleton, local, tzinfo=_zone_of(local), locale=locale)}, {clock}"


def _words(gap: timedelta) -> str:
    if abs(gap) < JUST_NOW:
        return _("just now")
    seconds = gap.days * 86_400 + gap.seconds
    unit = next((size for _name, size in TIMEDELTA_UNITS if abs(seconds) >= size), 1)
    return _counted(round(abs(seconds) / unit), unit, seconds < 0, active_locale())


@lru_cache(maxsize=4096)
def _counted(count: int, unit: int, is_past: bool, locale: Locale) -> str:
    """Babel would take 24 times an hour for a day: it is asked for a little less than so many."""
    gap = timedelta(seconds=count * unit - (unit // 4 if count > 1 else 0))
    return format_timedelta(-gap if is_past else gap, add_direction=True, threshold=1, locale=locale)


def _full(local: datetime) -> str:
    return f"{_date(local.date(), 'full', active_locale())}, {local:%H:%M} {zone_word(local)}"


@lru_cache(maxsize=4096)
def _date(on: date, form: str, locale: Locale) -> str:
    return format_date(on, form, locale=locale)


def _day(local: datetime) -> str:
    return str(format_date(local, "full", locale=active_locale()))


def _clock(local: datetime) -> str:
    return _time(time(local.hour, local.minute), active_locale())


@lru_cache(maxsize=4096)
def _time(at: time, locale: Locale) -> str:
    """A clock that says no zone: hour and minute are all that its words are made of."""
    return str(format_time(at, "short", locale=locale))


def _zone_of(local: datetime) -> tzinfo:
    return local.tzinfo or UTC
