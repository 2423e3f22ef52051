from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries


def _countries() -> list[tuple[str, str]]:
    return [("", gettext("Choose a country")), *countries]


class MarketForm(forms.Form):
    """The market to follow."""

    country = forms.ChoiceField(
        label=_("Country"),
        choices=_countries,
        error_messages={
            "required": _("Choose a country from the list."),
            "invalid_choice": _("Choose a country from the list."),
        },
    )
