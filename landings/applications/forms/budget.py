from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.fields import AmountField, read_amount
from ground.money.typed import as_typed
from ground.words import oneline
from landings.applications.forms.fields import StepForm
from landings.applications.models import Application
from landings.hosts.models import SlotOffer
from landings.programmes.models.costs import COST_NAMES

LINES = 8
RANKS = 5


class Budget(StepForm):
    """Lines by category, and what is asked for. Left empty, that is the total up to the ceiling."""

    amount = AmountField(
        label=gettext_lazy("You ask for"),
        help_text=gettext_lazy("Left empty: the total of the lines, up to the ceiling."),
    )

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)
        self.application = application
        eligible = [(code, COST_NAMES.get(code, code)) for code in application.programme.cost_categories]
        for at in range(LINES):
            self.fields[f"category_{at}"] = forms.ChoiceField(label=_("Cost"), choices=[("", _("Choose")), *eligible])
            self.fields[f"description_{at}"] = oneline.OneLine(label=_("What for"), max_length=200)
            self.fields[f"amount_{at}"] = AmountField(label=_("Amount"))

    @classmethod
    def initial_of(cls, application: Application) -> dict[str, Any]:
        found: dict[str, Any] = {"amount": as_typed(application.amount, application.currency)}
        for at, line in enumerate(application.budget.all()):
            found |= {f"category_{at}": line.category, f"description_{at}": line.description}
            found[f"amount_{at}"] = as_typed(line.amount, application.currency)
        return found

    def rows(self) -> list[Mapping[str, Any]]:
        names = ("category", "description", "amount")
        return [{name: self[f"{name}_{at}"] for name in names} for at in range(LINES)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(LINES):
            read_amount(self, f"amount_{at}", self.application.currency)
            if given.get(f"amount_{at}") is not None and not given.get(f"category_{at}"):
                self.add_error(f"category_{at}", ValidationError(_("Say what kind of cost it is."), code="category"))
        read_amount(self, "amount", self.application.currency)
        return given

    def kept(self) -> dict[str, Any]:
        given = self.fitting()
        lines = [line for at in range(LINES) if (line := _line(given, at))]
        total = sum(line["amount"] for line in lines)
        amount = given.get("amount")
        if amount is None and total and "amount" not in self.errors:
            amount = min(total, self.application.programme.ceiling)
        return {"fields": {"amount": amount}, "budget": lines}

    def misfits(self) -> dict[str, Any]:
        """All of it when one part does not fit: rows are known by their place only."""
        return {name: self.typed(name) for name in self.fields} if self.errors else {}


class Offers(StepForm):
    """A rank for each offer that fits the dates; none at all means open to any."""

    def __init__(self, *args: Any, application: Application, offers: list[SlotOffer], **options: Any) -> None:
        super().__init__(*args, **options)
        ranks = [("", _("No wish")), *((str(n), _("Choice %(n)d") % {"n": n}) for n in range(1, RANKS + 1))]
        self.offers = offers
        for offer in offers:
            self.fields[f"rank_{offer.pk}"] = forms.ChoiceField(label=offer.title, choices=ranks, required=False)

    @classmethod
    def initial_of(cls, application: Application) -> dict[str, Any]:
        return {f"rank_{row.offer_id}": str(row.rank) for row in application.preferred.all() if row.rank <= RANKS}

    def rows(self) -> list[Mapping[str, Any]]:
        return [{"offer": offer, "field": self[f"rank_{offer.pk}"]} for offer in self.offers]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        # A copy: what gets an error is taken out of the cleaned data.
        for name, rank in list(given.items()):
            if rank and rank in taken:
                said = {"n": int(rank), "offer": self.fields[taken[rank]].label}
                message = _("“%(offer)s” is your choice %(n)d already. Give this one another.") % said
                self.add_error(name, ValidationError(message, code="twice"))
            taken.setdefault(rank, name)
        return given

    def kept(self) -> dict[str, Any]:
        ranked = sorted((rank, name) for name, rank in self.fitting().items() if rank)
        return {"fields": {}, "offers": [int(name.removeprefix("rank_")) for _rank, name in ranked]}


def _line(given: Mapping[str, Any], at: int) -> dict[str, Any] | None:
    category, amount = given.get(f"category_{at}"), given.get(f"amount_{at}")
    if not category:
        return None
    return {"category": category, "description": given.get(f"description_{at}") or "", "amount": amount or 0}
