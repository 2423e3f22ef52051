"""What a member is told of and how, as the page asks it: a way for each kind, and hours without mail."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.notices.queries import offered
from realtime.notices import Way, all_kinds


class Preferences(forms.Form):
    quiet_from = forms.TimeField(
        label=gettext_lazy("No mail from"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=pgettext_lazy("a clock", "until"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in all_kinds():
            choices = [(way.value, way.label) for way in offered(kind)]
            self.fields[kind.name] = forms.ChoiceField(choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("quiet_from"), said.get("quiet_until")
        if not self.errors and (begins is None) != (ends is None):
            missing = "quiet_from" if begins is None else "quiet_until"
            self.add_error(missing, _("Say both when the quiet begins and when it ends, or leave both empty."))
        elif begins is not None and begins == ends:
            self.add_error(
                "quiet_until", _("That would be the whole day. Choose “Only here” for what you want no mail of.")
            )
        return said

    @property
    def ways(self) -> dict[str, Way]:
        """The kinds that were answered."""
        answered = ((kind.name, self.cleaned_data.get(kind.name)) for kind in all_kinds())
        return {name: Way(value) for name, value in answered if value}

    @property
    def quiet(self) -> tuple[time, time] | None:
        begins, ends = self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"]
        return (begins, ends) if begins is not None and ends is not None else None
