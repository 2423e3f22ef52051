from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ground.money.fields import AmountField
from ground.money.typed import as_typed, count_from, minor_from
from ground.words import oneline
from landings.letters.actions import Answer
from landings.letters.models import Letter, Measure
from landings.letters.queries.service import LETTERS
from network.followups.kinds import MONEY, TEXT, Question
from network.signing.models import SealedText

Said = Measure.Said


class LetterForm(forms.Form):
    """The letter: for each question what is said, a figure, and whether it would have happened anyway."""

    name = oneline.Name(label=_("Your name"), max_length=120)
    title = oneline.OneLine(label=_("Your position"), max_length=120)
    sure = forms.BooleanField(label=_("I sign this for the firm, to the best of my knowledge."))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        letter: Letter,
        named: str = "",
        signed: SealedText | None = None,
        **kwargs: Any,
    ) -> None:
        """A correction begins from what was `signed`, a first letter from its draft. `named` is who writes it, where
        that is known, until they have written another name.
        """
        super().__init__(data, initial=written(signed, named) if signed else {"name": named, **letter.draft}, **kwargs)
        self.currency = letter.landing.programme.currency
        self.questions = LETTERS.asks(letter)
        for question in self.questions:
            self._ask(question)

    def _ask(self, question: Question) -> None:
        if question.kind == TEXT:
            self.fields[f"{question.key}_note"] = forms.CharField(
                label=question.label,
                help_text=question.help,
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            return
        said = forms.ChoiceField(
            label=question.label, help_text=question.help, choices=Said.choices, widget=forms.RadioSelect
        )
        many = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        value = (
            AmountField(label=_("How much"), required=False)
            if question.kind == MONEY
            else forms.CharField(label=_("How many"), required=False, max_length=24, widget=many)
        )
        self.fields[f"{question.key}_said"] = said
        self.fields[f"{question.key}_value"] = value
        self.fields[f"{question.key}_anyway"] = forms.ChoiceField(
            label=_("Without the landing?"), choices=[("", _("Choose")), *Measure.Anyway.choices], required=False
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each question with its fields, for the page."""
        for question in self._figures():
            parts = {part: self[f"{question.key}_{part}"] for part in ("said", "value", "anyway")}
            yield {"question": question, "unit": self.currency if question.kind == MONEY else question.unit, **parts}

    def notes(self) -> list[forms.BoundField]:
        """The programme's own questions, answered in words."""
        return [self[f"{question.key}_note"] for question in self.questions if question.kind == TEXT]

    def _figures(self) -> list[Question]:
        return [question for question in self.questions if question.kind != TEXT]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for question in self._figures():
            if cleaned.get(f"{question.key}_said") == Said.VALUE:
                self._read(question, cleaned)
        return cleaned

    def _read(self, question: Question, cleaned: dict[str, Any]) -> None:
        field = f"{question.key}_value"
        typed = cleaned.get(field, "")
        if field in self.errors:
            return
        try:
            cleaned[field] = minor_from(typed, self.currency) if question.kind == MONEY else count_from(typed)
        except ValidationError as error:
            self.add_error(field, error)

    def answers(self) -> list[Answer]:
        """What was said, once the form is valid."""
        return [self._answer(question) for question in self.questions]

    def _answer(self, question: Question) -> Answer:
        if question.kind == TEXT:
            note = self.cleaned_data[f"{question.key}_note"].strip()
            return Answer(key=question.key, said=Said.VALUE if note else Said.NOTHING, note=note)
        said = self.cleaned_data[f"{question.key}_said"]
        value = self.cleaned_data[f"{question.key}_value"] if said == Said.VALUE else 0
        return Answer(
            key=question.key,
            said=said,
            value=value,
            currency=self.currency if question.kind == MONEY else "",
            in_programme=value,
            anyway=self.cleaned_data.get(f"{question.key}_anyway", "") if said == Said.VALUE else "",
        )

    def typed(self) -> dict[str, str]:
        """Everything as typed, to keep as a draft."""
        names = [name for name in self.fields if name != "sure"]
        return {name: str(self.data.get(name, ""))[:500] for name in names}


def written(signed: SealedText, named: str = "") -> dict[str, str]:
    """What was signed, as the form shows it. Whoever else is `named` signs it anew, with a position of their own."""
    name, title = signed.document["signer"]
    shown = {"name": named or name, "title": title if named in ("", name) else ""}
    for answer in signed.document["answers"]:
        key, value, currency = answer["key"], answer["value"], answer["currency"]
        figure = as_typed(value, currency) if currency else str(value)
        shown |= {
            f"{key}_said": answer["said"],
            f"{key}_value": figure if answer["said"] == Said.VALUE else "",
            f"{key}_anyway": answer["anyway"],
            f"{key}_note": answer["note"],
        }
    return shown
