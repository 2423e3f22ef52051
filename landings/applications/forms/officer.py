from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.words import oneline
from landings.applications.models import Decision, Review
from landings.programmes.models import Criterion

POINTS = [(str(n), str(n)) for n in range(1, 6)]
_WORDS = {"rows": 3}


class ReviewForm(forms.Form):
    """One to five for each criterion, with the words that justify it."""

    recommendation = forms.ChoiceField(
        label=gettext_lazy("Your advice"), choices=Review.Advice.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=gettext_lazy("Anything else for the officer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=_WORDS),
    )

    def __init__(self, *args: Any, criteria: list[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for line in criteria:
            self.fields[f"points_{line.key}"] = forms.ChoiceField(
                label=_("Points for “%(line)s”") % {"line": line.said_label}, choices=POINTS, widget=forms.RadioSelect
            )
            self.fields[f"words_{line.key}"] = forms.CharField(
                label=_("Why"), max_length=2000, widget=forms.Textarea(attrs=_WORDS)
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"line": line, "points": self[f"points_{line.key}"], "words": self[f"words_{line.key}"]}
            for line in self.criteria
        ]

    def scores(self) -> dict[str, tuple[int, str]]:
        given = self.cleaned_data
        return {line.key: (int(given[f"points_{line.key}"]), given[f"words_{line.key}"]) for line in self.criteria}


class Conflict(forms.Form):
    reason = oneline.OneLine(
        label=gettext_lazy("What the conflict is"),
        help_text=gettext_lazy("A few words; the officer reads them. Another reviewer is asked in your place."),
        max_length=400,
    )


class Decide(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Your decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("The firm reads them as you write them."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = forms.CharField(
        label=gettext_lazy("Conditions, when accepted"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    referral = forms.CharField(
        label=gettext_lazy("Where to go instead, when refused or referred"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("outcome") == Decision.Outcome.REFERRED and not given.get("referral"):
            self.add_error("referral", ValidationError(_("Say where the firm should go instead."), code="referral"))
        return given


class Ask(forms.Form):
    question = forms.CharField(
        label=gettext_lazy("What you need to know"),
        help_text=gettext_lazy("The decision clock stops until the firm answers."),
        max_length=2000,
        widget=forms.Textarea(attrs=_WORDS),
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)


class Answer(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
