"""Fields in which a day or a clock is typed; `civil_form` reads them in a zone.

A field whose clock comes twice asks which one is meant, beneath the clock, and only then. What was typed is kept.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from ground.places.civil_time import MINUTE
from ground.places.said import Said
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
