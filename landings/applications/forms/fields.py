"""Fields of a draft: what is missing is no error yet, and what does not fit is kept as it was typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from ground.money.typed import count_from


class CountField(forms.CharField):
    """A whole number as people type it, in any script."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        self.least, self.most = least, most
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_length=24, empty_value=None, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        count = count_from(text)
        if not self.least <= count <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise ValidationError(_("From %(least)d to %(most)d."), code="range", params=limits)
        return count


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)


class StepForm(forms.Form):
    """One page of a draft. Required fields are marked, yet saving never asks for them."""

    use_required_attribute = False

    def add_error(self, field: str | None, error: Any) -> None:
        if field is not None and getattr(error, "code", "") == "required":
            self.cleaned_data[field] = self.fields[field].to_python(None)
            return
        super().add_error(field, error)

    def fitting(self) -> dict[str, Any]:
        """Fields that fit, by name."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}

    def misfits(self) -> dict[str, Any]:
        """What was typed and does not fit, by name."""
        return {name: self.typed(name) for name in self.errors if name in self.fields}

    def typed(self, name: str) -> str:
        """As it came, without the zero bytes that no JSON column of PostgreSQL holds."""
        return str(self.data.get(self.add_prefix(name), "")).replace("\x00", "")


def as_data(initial: Mapping[str, Any], typed: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """The form's data as a browser would send it: what is kept, with what was typed over it."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in {**initial, **typed}.items():
        many = isinstance(value, list | tuple)
        data.setlist(name, [str(one) for one in value] if many else ["" if value is None else str(value)])
    return data
