from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.fields import AmountField, currency_choices, read_amount
from ground.money.typed import as_typed
from ground.places.fields import DayField
from ground.words.sectors import SECTORS
from landings.hosts.forms.ticks import in_held_order
from landings.hosts.models import SlotOffer
from landings.programmes.models import Programme

LONGEST = 366
LONGEST_STAY = 1000
ONE_DAY = timedelta(days=1)
CURRENCIES = ("EUR", "CAD", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "JPY", "SGD", "AUD", "NZD", "BRL", "MXN", "INR")


class OfferForm(forms.ModelForm[SlotOffer]):
    """Desks over dates. The last day is typed as people say it; it is kept half open."""

    starts_on = DayField(label=capfirst(SlotOffer._meta.get_field("starts_on").verbose_name))
    last_day = DayField(label=gettext_lazy("Last day"))
    desks = forms.IntegerField(
        label=gettext_lazy("Desks"),
        min_value=1,
        max_value=500,
        help_text=gettext_lazy("Each desk holds one person a day; nobody is booked twice."),
    )
    shortest_stay = forms.IntegerField(label=gettext_lazy("Shortest stay in days"), min_value=0, max_value=LONGEST_STAY)
    longest_stay = forms.IntegerField(label=gettext_lazy("Longest stay in days"), min_value=0, max_value=LONGEST_STAY)
    price = AmountField(
        label=gettext_lazy("Price of a desk for a day"),
        required=False,
        help_text=gettext_lazy("Nothing means that it is free."),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCIES])
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these sectors"),
        choices=SECTORS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means all."),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = SlotOffer
        fields = (
            *("title", "programme", "starts_on", "last_day", "desks", "shortest_stay", "longest_stay"),
            *("price", "currency", "sectors", "conditions"),
        )
        labels: ClassVar[dict[str, Any]] = {"programme": gettext_lazy("Programme")}
        help_texts: ClassVar[dict[str, Any]] = {
            "conditions": gettext_lazy("House rules, confidentiality, what is not included."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The one it is for stays one to choose, though it takes no more applications.
        chosen = Q(pk__in=Programme.objects.open().values("pk")) | Q(pk=self.instance.programme_id)
        programmes = Programme.objects.filter(chosen).order_by("folded_name", "pk")
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["programme"].empty_label = _("Any programme")  # type: ignore[attr-defined]
        if self.instance.pk:
            kept = self.instance.currency
            self.fields["currency"].choices = currency_choices(CURRENCIES, kept)  # type: ignore[attr-defined]
            self.initial["last_day"] = self.instance.ends_on - ONE_DAY
            self.initial["price"] = as_typed(self.instance.price_per_desk_day, self.instance.currency)

    def clean_sectors(self) -> list[str]:
        return in_held_order(self.cleaned_data["sectors"], self.instance.sectors)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_dates(given)
        read_amount(self, "price", given.get("currency") or self.instance.currency)
        return given

    def page(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        given.pop("key", None)
        given["ends_on"] = given.pop("last_day") + ONE_DAY
        given["price_per_desk_day"] = given.pop("price") or 0
        return given

    def _check_dates(self, given: dict[str, Any]) -> None:
        first, last = given.get("starts_on"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_("The last day is before the first."), code="dates"))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last_day", ValidationError(_("An offer spans a year at most. Make two."), code="dates"))
        shortest, longest = given.get("shortest_stay"), given.get("longest_stay")
        if shortest is not None and shortest < 1:
            self.add_error("shortest_stay", ValidationError(_("A stay has one day at least."), code="stay"))
        if shortest and longest is not None and longest < shortest:
            self.add_error("longest_stay", ValidationError(_("This is shorter than the shortest stay."), code="stay"))

    def _post_clean(self) -> None:
        """The action fills the model: a form of two thirds of its fields would be judged wrongly."""
