from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.fields import AmountField, read_amount
from ground.money.typed import as_typed
from ground.words import oneline
from landings.programmes.forms.fields import ProseField
from landings.programmes.models import Programme
from landings.programmes.rules.documents import Document

TERMS: Final = (
    *("name", "summary", "about", "referral", "shortest_stay", "longest_stay", "lead_time_days", "travellers"),
    "reviewers_per_application",
)


class Terms(forms.Form):
    """What a programme says beside its rules. What is not on the form stays as the document has it."""

    name = oneline.Name(label=gettext_lazy("Name"), max_length=160)
    summary = oneline.OneLine(label=gettext_lazy("In one line"), max_length=240, required=False)
    about = ProseField(label=gettext_lazy("About"), max_length=6000, rows=3)
    ceiling = AmountField(label=gettext_lazy("Ceiling for one landing"))
    shortest_stay = forms.IntegerField(label=gettext_lazy("Shortest stay in days"), min_value=1, max_value=1000)
    longest_stay = forms.IntegerField(label=gettext_lazy("Longest stay in days"), min_value=1, max_value=1000)
    travellers = forms.IntegerField(label=gettext_lazy("Travellers at most"), min_value=1, max_value=50)
    lead_time_days = forms.IntegerField(
        label=gettext_lazy("Days between decision and first day"), min_value=0, max_value=1000
    )
    decision_days = forms.IntegerField(label=gettext_lazy("Days until the decision"), min_value=1, max_value=365)
    decision_calendar = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Programme.Calendar.choices)
    reviewers_per_application = forms.IntegerField(
        label=gettext_lazy("Reviewers for one application"), min_value=0, max_value=9
    )
    referral = ProseField(
        label=gettext_lazy("Where a refused firm should go"),
        help_text=gettext_lazy("Said when the rule that failed names nothing else."),
        max_length=2000,
        rows=3,
    )

    def __init__(self, *args: Any, document: Document, **options: Any) -> None:
        self.document = document
        options["initial"] = _typed_terms(document)
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        read_amount(self, "ceiling", self.document["currency"])
        shortest, longest = given.get("shortest_stay"), given.get("longest_stay")
        if shortest and longest and longest < shortest:
            self.add_error("longest_stay", ValidationError(_("This is shorter than the shortest stay."), code="stay"))
        return given

    def into(self, document: Document) -> Document:
        """The document with what was typed and fits."""
        kept = (*TERMS, "ceiling")
        given: dict[str, Any] = {name: self.cleaned_data[name] for name in kept if name in self.cleaned_data}
        clock = {
            name: self.cleaned_data[f"decision_{name}"]
            for name in ("days", "calendar")
            if f"decision_{name}" in self.cleaned_data
        }
        return {**document, **given, "decision": {**document["decision"], **clock}}


def _typed_terms(document: Document) -> dict[str, Any]:
    return {
        **{name: document.get(name) for name in TERMS},
        "ceiling": as_typed(document["ceiling"], document["currency"]),
        "decision_days": document["decision"]["days"],
        "decision_calendar": document["decision"]["calendar"],
    }
