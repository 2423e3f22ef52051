"""A clock as a person says it: it may never come, or come twice without their having said which is meant."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from babel.dates import format_date, format_time
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.places.civil_time import MINUTE, civil, moments, nearest
from ground.places.zone_names import zone_word
from ground.words.language import active_locale

NEVER, TWICE = "never", "twice"


@dataclass(frozen=True, slots=True)
class Said:
    """A clock, and which of two is meant: None where nobody has said so."""

    clock: time
    later: bool | None = None

    def moment(self, on: date, zone: tzinfo, step: timedelta = MINUTE) -> datetime:
        """The moment meant. Raises ValidationError: `never`, with the nearest clocks that come, or `twice`."""
        found = moments(on, self.clock, zone)
        if not found:
            raise never(on, self.clock, zone, step)
        if len(found) == 1:
            return found[0]
        if self.later is None:
            raise twice(on, self.clock)
        return found[self.later]

    def folded(self) -> time:
        """The clock alone, saying by its fold which of two it is: the first, where nobody has said so."""
        return self.clock.replace(fold=int(self.later or 0))


def unfolded(clock: time) -> Said:
    """A clock whose fold is an answer already."""
    return Said(clock.replace(fold=0), bool(clock.fold))


def shown(at: datetime, zone: tzinfo) -> tuple[date, Said]:
    """A moment as a form shows it: day and clock, and which of two where the clock comes twice."""
    seen = civil(at, zone)
    two = len(moments(seen.on, seen.clock, zone)) > 1
    return seen.on, Said(seen.clock.replace(fold=0), bool(seen.clock.fold) if two else None)


def ending(
    start: datetime, on: date, said: Said, zone: tzinfo, *, step: timedelta = MINUTE, same_is_next: bool = True
) -> datetime:
    """When what starts at `start`, on the day `on`, ends by this clock: that day if it can, else the next.

    A clock that comes after the start is meant on the same day, which tells two clocks apart where one lies before.
    The starting clock itself means the next day, or the same moment without `same_is_next`.
    """
    found = moments(on, said.clock, zone)
    if len(found) > 1 and said.later is not None:
        found = (found[said.later],)
    after = [at for at in found if at > start]
    if len(after) > 1:
        raise twice(on, said.clock)
    if after or (start in found and not same_is_next):
        return after[0] if after else start
    if not found and said.clock > civil(start, zone).clock:
        raise never(on, said.clock, zone, step)
    return said.moment(on + timedelta(days=1), zone, step)


def which(on: date, clock: time, zone: tzinfo) -> list[tuple[str, str]]:
    """The two that a clock may mean, to choose from; none where it comes once or never."""
    found = moments(on, clock, zone)
    if len(found) < 2:
        return []
    first, second = (zone_word(at.astimezone(zone)) for at in found)
    words = (_("The first time (%(zone)s)") % {"zone": first}, _("The second time (%(zone)s)") % {"zone": second})
    return list(zip(("0", "1"), words, strict=True))


def never(on: date, clock: time, zone: tzinfo, step: timedelta = MINUTE) -> ValidationError:
    before, after = nearest(on, clock, zone, step)
    words = {
        "clock": _clock(clock),
        "day": _day(on),
        "before": _on_the_wall(before, on),
        "after": _on_the_wall(after, on),
    }
    said = _("On %(day)s the clock is turned forward past %(clock)s. The nearest are %(before)s and %(after)s.")
    return ValidationError(said % words, code=NEVER)


def twice(on: date, clock: time) -> ValidationError:
    said = _("On %(day)s the clock is turned back, so %(clock)s comes twice. Choose which one you mean.")
    return ValidationError(said % {"clock": _clock(clock), "day": _day(on)}, code=TWICE)


def _on_the_wall(wall: datetime, on: date) -> str:
    return _clock(wall.time()) if wall.date() == on else f"{_clock(wall.time())} ({_day(wall.date())})"


def _clock(clock: time) -> str:
    return str(format_time(clock, "short", locale=active_locale()))


def _day(on: date) -> str:
    return str(format_date(on, "long", locale=active_locale()))
