"""Fields in which a day or a clock is typed, and the form that reads them in a zone.

A field whose clock comes twice asks which one is meant, beneath the clock, and only then. What was typed is kept.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from ground.places.civil_time import MINUTE, moments
from ground.places.said import Said, ending, shown, which
from ground.words.asking import Asking, said

# Zones have rules from 1970 on, and calendars of programs end long before the last year that Python knows.
FIRST_DAY: Final = date(1970, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
QUARTER: Final = timedelta(minutes=15)


class DayInput(forms.DateInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date", **(attrs or {})})


class DayField(forms.DateField):
    """A day that clocks may stand on."""

    widget = DayInput
    default_validators = [
        MinValueValidator(FIRST_DAY, gettext_lazy("Choose a day from 1970 on.")),
        MaxValueValidator(LAST_DAY, gettext_lazy("Choose a day before the year 2200.")),
    ]


class ClockInput(Asking, forms.TimeInput):
    question = gettext_lazy("Which of the two?")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time", **(attrs or {})})


class DayAndClockInput(Asking, forms.DateTimeInput):
    question = gettext_lazy("Which of the two?")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", **(attrs or {})})


class ClockField(forms.TimeField):
    """A clock, as `Said`. By `step`, where only such clocks are taken."""

    widget = ClockInput

    def __init__(self, *, step: timedelta = MINUTE, **options: Any) -> None:
        super().__init__(**options)
        self.step = step
        if step != MINUTE:
            # Without a least value the browser counts steps from what the field shows at first.
            self.widget.attrs.update({"step": int(step.total_seconds()), "min": "00:00"})

    def prepare_value(self, value: Any) -> Any:
        return _typed(value)

    def clean(self, value: Any) -> Said | None:
        typed, chosen = said(value)
        clock = super().clean(typed)
        return Said(clock, _chosen(chosen)) if clock is not None else None


class DayAndClockField(forms.Field):
    """A day and a clock in one input, as the pair of a day and `Said`."""

    widget = DayAndClockInput
    default_error_messages = {"invalid": gettext_lazy("Enter a day and a time.")}

    def clean(self, value: Any) -> tuple[date, Said] | None:
        typed, chosen = said(value)
        if not typed:
            super().clean(typed)
            return None
        wall = self._read(str(typed).strip())
        DayField().run_validators(wall.date())
        return wall.date(), Said(wall.time(), _chosen(chosen))

    def _read(self, typed: str) -> datetime:
        try:
            wall = datetime.fromisoformat(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if wall.tzinfo is not None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return wall


def _typed(value: Any) -> Any:
    if not isinstance(value, Said):
        return value
    return value.clock, "" if value.later is None else str(int(value.later))


def _chosen(text: str) -> bool | None:
    return {"0": False, "1": True}.get(text)


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

    def _told(self, name: str, read: Any) -> datetime | None:
        try:
            found: datetime = read()
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return None
        return found

    def _offer(self, name: str, on: date, clock: time) -> None:
        self.fields[name].widget.offered = which(on, clock, self.zone)

    def _step(self, name: str) -> timedelta:
        return getattr(self.fields[name], "step", MINUTE)


def _says(typed: Said, held: Said) -> bool:
    """Whether what was typed is what was shown; a question left open leaves what was meant."""
    same = typed.clock.replace(second=0, microsecond=0) == held.clock.replace(second=0, microsecond=0)
    return same and typed.later in (None, held.later)
