from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ground.words import oneline
from network.connections.models import LONGEST_REASON, Met


class ConnectForm(forms.Form):
    """A request to connect; `key` makes it count once, however often a browser sends it."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why you would like to connect"),
        help_text=_("One or two sentences. They read this beside your profile, and decide by it."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say in a sentence why you would like to connect.")},
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_REASON, "dir": "auto"}),
    )
    met = forms.ChoiceField(
        label=_("Where you have met"),
        choices=Met.choices,
        error_messages={"required": _("Say where you have met.")},
        widget=forms.RadioSelect,
    )
    met_words = oneline.OneLine(
        label=_("Which one, or where"),
        help_text=_("The show, the thread, who introduced you; or the place, in a few words."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("met") == Met.ELSEWHERE and not said.get("met_words") and "met_words" not in self.errors:
            self.add_error("met_words", ValidationError(_("Say where that was."), code="where"))
        return said
