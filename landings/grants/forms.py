from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.files import uploads
from ground.files.kinds import JPEG, PDF, PNG
from ground.files.uploads import Upload
from ground.money.fields import AmountField, read_amount
from ground.money.formats import money
from ground.money.rates import FRESH, currencies, newest_on, rate_on
from ground.words import oneline
from landings.grants import rules
from landings.grants.actions.claims import old_rate_words
from landings.grants.models import Grant
from landings.placements.models import Landing
from landings.programmes.models.costs import COST_NAMES

RECEIPTS = frozenset({PDF, PNG, JPEG})


def receipt_from(file: "UploadedFile[bytes]") -> Upload:
    """Not inside a transaction. Raises ValidationError as `uploads.taken` does."""
    return uploads.taken(file, RECEIPTS, gettext("Only PDF, PNG and JPEG files are taken as receipts."))


class AwardForm(forms.Form):
    amount = AmountField(label=_("Amount"))
    fund_year = forms.TypedChoiceField(label=_("From the fund of"), coerce=int)
    note = forms.CharField(
        label=_("Note"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The firm reads it."),
    )

    def __init__(self, *args: Any, landing: Landing, funds: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = landing.programme.currency
        field = self.fields["fund_year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            (
                row["year"].pk,
                gettext("%(year)d, %(left)s left")
                % {"year": row["year"].year, "left": money(row["left"], self.currency)},
            )
            for row in funds
        ]
        self.fields["amount"].help_text = gettext("At most %s.") % money(rules.most_for(landing), self.currency)

    def clean(self) -> dict[str, Any]:
        if "amount" in self.cleaned_data:
            self.cleaned_data["minor"] = read_amount(self, "amount", self.currency, least=1)
        return self.cleaned_data


class LineForm(forms.Form):
    """A cost and its receipt. The fields stand in the order of the page, in which the summary of errors names them."""

    receipt = forms.FileField(
        label=_("Receipt"),
        help_text=_("PDF, or a photo as JPEG or PNG, up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/png,image/jpeg", **uploads.BOUND}),
    )
    spent_on = forms.DateField(
        label=_("Date on the receipt"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    description = oneline.OneLine(
        label=_("What for"), max_length=200, help_text=_("As on the receipt, in a few words.")
    )
    category = forms.ChoiceField(label=_("Category"))
    amount = AmountField(label=_("Amount on the receipt"))
    currency = forms.ChoiceField(label=_("Currency"))
    old_rate = forms.BooleanField(required=False)

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grant = grant
        keys = grant.cost_categories or list(COST_NAMES)
        self._choose("category", [(key, COST_NAMES.get(key, key)) for key in keys])
        self._choose("currency", [(code, code) for code in sorted({grant.currency, *currencies()})])
        self.fields["currency"].initial = grant.currency
        if self.is_bound:
            self.fields["receipt"].help_text = gettext("Browsers do not keep files: please choose the receipt again.")
        self.asks_rate = timezone.localdate() - newest_on() > FRESH
        said = {"day": date_format(newest_on(), "DATE_FORMAT")}
        self.fields["old_rate"].label = gettext("Convert at the newest rate, even if it is old")
        self.fields["old_rate"].help_text = (
            gettext("For a receipt in another currency. The newest rates we have are of %(day)s.") % said
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_receipt(self) -> Upload:
        file = self.cleaned_data["receipt"]
        assert isinstance(file, UploadedFile)
        return receipt_from(file)

    def clean(self) -> dict[str, Any]:
        if {"amount", "currency"} <= set(self.cleaned_data):
            self.cleaned_data["minor"] = read_amount(self, "amount", self.cleaned_data["currency"], least=1)
        if {"spent_on", "currency"} <= set(self.cleaned_data):
            self._ask_rate(self.cleaned_data["spent_on"], self.cleaned_data["currency"])
        return self.cleaned_data

    def _ask_rate(self, day: date, currency: str) -> None:
        """Whether an old rate will do is the firm's to say. `rate_of` is the day of the one it agreed to."""
        try:
            rate = rate_on(day, currency, self.grant.currency)
        except ValidationError as refusal:
            self.add_error("currency", refusal)
            return
        if not rate.is_old_on(day):
            return
        self.asks_rate = True
        if self.cleaned_data.get("old_rate"):
            self.cleaned_data["rate_of"] = rate.on
        else:
            self.add_error("old_rate", ValidationError(old_rate_words(rate, day), code="old_rate"))


class SubmitForm(forms.Form):
    is_final = forms.BooleanField(
        label=_("This is our last claim"),
        required=False,
        help_text=_("What is left of the grant then goes back to the fund when the landing is closed."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}))


class ChangesForm(forms.Form):
    what = forms.CharField(
        label=_("What must change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The firm reads it and sends the claim in again."),
    )


class PayForm(forms.Form):
    reference = oneline.OneLine(
        label=_("Payment reference"), max_length=80, help_text=_("As the bank shows it, so that it can be found again.")
    )


class ReturnForm(forms.Form):
    amount = AmountField(label=_("Amount returned"))
    reference = oneline.OneLine(label=_("Payment reference"), max_length=80)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean(self) -> dict[str, Any]:
        if "amount" in self.cleaned_data:
            self.cleaned_data["minor"] = read_amount(self, "amount", self.currency, least=1)
        return self.cleaned_data
