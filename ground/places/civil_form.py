"""A form whose clocks are read in a zone, and shown as they were meant."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ground.places.civil_time import MINUTE, moments
from ground.places.said import Said, ending, shown, which


class CivilForm(forms.Form):
    """A form whose clocks are those of `zone`: what never comes is refused, what comes twice is asked, at the field.

    `holds` are the moments that the form was opened with: words left as they were shown mean exactly these, to the
    microsecond, so saving without a change changes nothing.
    """

    zone: tzinfo
    holds: tuple[datetime, datetime] | None = None

    def show_span(self, starts: str, ends: str) -> dict[str, Any]:
        """What the fields of a form show that `holds` a span, with the question where it is needed."""
        assert self.holds is not None
        values: dict[str, Any] = {}
        for name, at in zip((starts, ends), self.holds, strict=True):
            on, values[name] = shown(at, self.zone)
            self._offer(name, on, values[name].clock)
        return values

    def read_moment(self, name: str, on: date) -> datetime | None:
        """The moment of the clock typed at `name`, or None after saying there what is wrong."""
        said: Said | None = self.cleaned_data.get(name)
        if said is None:
            return None
        self._offer(name, on, said.clock)
        return self._told(name, lambda: said.moment(on, self.zone, self._step(name)))

    def read_span(
        self, on: date, starts: str, ends: str, *, same_is_next: bool = True
    ) -> tuple[datetime, datetime] | None:
        """From one clock to the other, which may be on the day after."""
        begins, finishes = self.cleaned_data.get(starts), self.cleaned_data.get(ends)
        if begins is None or finishes is None:
            for name, said in ((starts, begins), (ends, finishes)):
                if said:
                    self._offer(name, on, said.clock)
            return None
        if self.holds and self._is_as_shown(on, begins, finishes):
            return self.holds
        start = self.read_moment(starts, on)
        if start is None:
            if finishes.clock > begins.clock:
                self.read_moment(ends, on)
            return None
        self._offer(ends, self._last_day(on, start, finishes.clock), finishes.clock)
        end = self._told(
            ends, lambda: ending(start, on, finishes, self.zone, step=self._step(ends), same_is_next=same_is_next)
        )
        return (start, end) if end else None

    def _is_as_shown(self, on: date, begins: Said, finishes: Said) -> bool:
        assert self.holds is not None
        (first, start), (_last, end) = (shown(at, self.zone) for at in self.holds)
        return on == first and _says(begins, start) and _says(finishes, end)

    def _last_day(self, on: date, start: datetime, clock: time) -> date:
        comes_after = any(at > start for at in moments(on, clock, self.zone))
        return on if comes_after else on + timedelta(days=1)

    def _told(self, name: str, read: Callable[[], datetime]) -> datetime | None:
        try:
            return read()
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return None

    def _offer(self, name: str, on: date, clock: time) -> None:
        self.fields[name].widget.offered = which(on, clock, self.zone)

    def _step(self, name: str) -> timedelta:
        return getattr(self.fields[name], "step", MINUTE)


def _says(typed: Said, held: Said) -> bool:
    """Whether what was typed is what was shown; a question left open leaves what was meant."""
    same = typed.clock.replace(second=0, microsecond=0) == held.clock.replace(second=0, microsecond=0)
    return same and typed.later in (None, held.later)
