"""The field of an amount. All of them are this one: what it shows, `minor_from` reads as the same amount."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.typed import minor_from


class AmountField(forms.CharField):
    """Money as people type it; the form reads it with `read_amount` once it knows the currency."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        options.setdefault("max_length", 40)
        super().__init__(**options)


def read_amount(form: forms.BaseForm, name: str, currency: str, *, least: int = 0) -> int | None:
    """Put minor units in place of what was typed; none where nothing was. What does not fit is said at the field."""
    if name not in form.cleaned_data:
        return None
    typed = form.cleaned_data[name]
    try:
        minor = minor_from(typed, currency) if typed else None
        if minor is not None and minor < least:
            raise ValidationError(_("Write an amount above zero."), code="amount")
    except ValidationError as refusal:
        form.add_error(name, refusal)
        return None
    form.cleaned_data[name] = minor
    return minor


def currency_choices(offered: Iterable[str], *kept: str) -> list[tuple[str, str]]:
    """The currencies that a field offers, with those first in which something is kept already."""
    return [(code, code) for code in dict.fromkeys([*filter(None, kept), *offered])]
