from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.eligibility import values
from ground.eligibility.operators import OPERATORS
from ground.eligibility.wording import said_of
from ground.web import page_keys
from ground.words import oneline
from ground.words.slugs import slug_of
from landings.programmes.forms.fields import ProseField
from landings.programmes.rules.documents import Document
from landings.programmes.rules.vocabulary import WORDS

NEEDED = ("field", "operator", "value", "reason")


class RuleRow(forms.Form):
    """One rule. An empty row is no rule, so what a rule needs is asked in `clean`."""

    use_required_attribute = False

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    field = forms.ChoiceField(label=gettext_lazy("Word"), required=False)
    operator = forms.ChoiceField(label=gettext_lazy("Says"), required=False)
    value = oneline.OneLine(label=gettext_lazy("Value"), max_length=4000, required=False)
    reason = ProseField(label=gettext_lazy("Reason, for a firm that does not pass"), max_length=1000, rows=2)
    referral = ProseField(label=gettext_lazy("Where it should go instead"), max_length=2000, rows=2)
    starts = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        words = [(word.name, word.label) for word in WORDS.values()]
        says = [(operator.name, operator.words) for operator in OPERATORS.values()]
        self.fields["field"].choices = [("", _("Choose")), *words]  # type: ignore[attr-defined]
        self.fields["operator"].choices = [("", _("Choose")), *says]  # type: ignore[attr-defined]
        self._mark_needed(not self.is_bound)

    @property
    def said(self) -> str:
        """The rule in words, for its heading."""
        return said_of(self.initial.get("rule", {}), WORDS)

    @property
    def is_empty(self) -> bool:
        said = ("field", "operator", "value", "reason", "referral")
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in said)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self._mark_needed(True)
        if self.is_empty:
            return given
        for name in NEEDED:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("A rule needs this."), code="required"))
        self._check_operator(given)
        self._read_value(given)
        return given

    def _mark_needed(self, needed: bool) -> None:
        """Only so that the label does not call it optional."""
        for name in NEEDED:
            self.fields[name].required = needed

    def _check_operator(self, given: Mapping[str, Any]) -> None:
        word, operator = WORDS.get(given.get("field", "")), OPERATORS.get(given.get("operator", ""))
        if word and operator and word.kind not in operator.shapes:
            fitting = ", ".join(str(other.words) for other in OPERATORS.values() if word.kind in other.shapes)
            said = {"word": word.label, "fitting": fitting}
            message = _("This cannot be said of “%(word)s”. Choose one of: %(fitting)s.") % said
            self.add_error("operator", ValidationError(message, code="operator"))

    def _read_value(self, given: dict[str, Any]) -> None:
        try:
            field, operator = given.get("field", ""), given.get("operator", "")
            given["value"] = values.value_from(given.get("value", ""), field, operator, self.currency, words=WORDS)
        except ValidationError as refusal:
            if given.get("value"):
                self.add_error("value", refusal)

    def rule(self) -> dict[str, Any]:
        """As a document holds it, also when it is wrong: the draft keeps what was typed."""
        raw = {name: self.data.get(self.add_prefix(name), "").replace("\x00", "") for name in NEEDED}
        said = {**raw, **{name: self.cleaned_data[name] for name in raw if name in self.cleaned_data}}
        rule = {"key": self.cleaned_data.get("key") or "", **said}
        if self.cleaned_data.get("referral"):
            rule["referral"] = self.cleaned_data["referral"]
        dates = {"from": self.cleaned_data.get("starts"), "until": self.cleaned_data.get("ends")}
        return {**rule, **{name: day.isoformat() for name, day in dates.items() if day}}


class RuleRows:
    """The rules of a document as rows, with one empty row at the end."""

    MOST = 100

    def __init__(self, document: Document, data: Mapping[str, Any] | None = None) -> None:
        self.currency = document["currency"]
        rules = document.get("rules", [])
        count = _count(data) if data is not None else len(rules) + 1
        initials = [_typed_rule(rule) for rule in rules] + [{}]
        self.rows = [
            RuleRow(data, prefix=f"rule-{at}", initial=initials[min(at, len(rules))], currency=self.currency)
            for at in range(count)
        ]

    def is_valid(self) -> bool:
        """Every row is asked, so that each shows what is wrong with it."""
        sound = [row.is_valid() or row.is_empty for row in self.rows]
        return all(sound)

    def rules(self, dropped: int | None = None) -> list[dict[str, Any]]:
        """Every row that says something, with a key of its own, but the dropped one."""
        said = [row.rule() for at, row in enumerate(self.rows) if at != dropped and not row.is_empty]
        taken = {rule["key"] for rule in said}
        for rule in said:
            if not rule["key"]:
                rule["key"] = _free_key(rule["field"] or "rule", taken)
                taken.add(rule["key"])
        return said


def _typed_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: rule.get(name, "") for name in ("key", "field", "operator", "reason", "referral")}
    return {
        **kept,
        "value": values.text_of(rule.get("value", "")),
        "starts": rule.get("from"),
        "ends": rule.get("until"),
        "rule": rule,
    }


def _count(data: Mapping[str, Any]) -> int:
    said = page_keys.number(data.get("rule-count", ""))
    return min(said or 0, RuleRows.MOST)


def _free_key(name: str, taken: set[str]) -> str:
    root = slug_of(name, most=34, otherwise="rule")
    return next(key for key in [root, *(f"{root}-{n}" for n in range(2, 200))] if key not in taken)
