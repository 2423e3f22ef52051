from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from ground.money.currencies import COMMON
from ground.money.fields import AmountField, currency_choices, read_amount
from ground.money.typed import as_typed
from ground.words import ebops, languages
from ground.words.lines import all_with_our_breaks
from ground.words.links import WebAddressField
from network.members.forms import ZoneField
from network.members.models import Member
from network.organisations import rules
from network.organisations.models import Membership, Organisation, ServiceLine

KIND_HELP = {
    "firm": gettext_lazy("You sell services and want to sell them abroad."),
    "host": gettext_lazy("An incubator, accelerator or co-working space that takes landings."),
    "agency": gettext_lazy("A trade or export agency whose commissioners arrange introductions."),
    "buyer": gettext_lazy("You look for services from abroad."),
    "partner": gettext_lazy("You support exporters: a chamber, a bank, a university, a law firm."),
}


class Open(forms.ModelForm[Organisation]):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect)
    time_zone = ZoneField(help_text=gettext_lazy("Where most of the work is done."))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    # Those of the same name that were shown, and none of which is meant.
    others = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields = ("kind", "name", "headline", "sector", "country", "city", "time_zone")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": gettext_lazy("As it stands on your letterhead."),
            "headline": gettext_lazy("What you do and for whom, in one line."),
        }

    def __init__(self, *args: Any, by: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind, label) for kind, label in Organisation.Kind.choices if rules.may_open(by, kind)]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, f"{label} – {KIND_HELP[kind]}") for kind, label in kinds
        ]


class Page(forms.ModelForm[Organisation]):
    time_zone = ZoneField(help_text=gettext_lazy("Where most of the work is done."))
    revenue = AmountField(
        label=gettext_lazy("Yearly revenue"),
        required=False,
        help_text=gettext_lazy("Only your staff see it, and programme officers when you apply."),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in COMMON])
    website = WebAddressField(label=gettext_lazy("Website"), required=False)

    class Meta:
        model = Organisation
        fields = (
            "name",
            "headline",
            "about",
            "website",
            "sector",
            "country",
            "city",
            "time_zone",
            "founded_on",
            "employees",
            "revenue",
            "currency",
            "is_public",
        )
        widgets: ClassVar[dict[str, Any]] = {"founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts: ClassVar[dict[str, Any]] = {
            "is_public": gettext_lazy("Visitors without an account can read it too. Otherwise members only."),
            "employees": gettext_lazy("People who work for you, counted as full-time."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["revenue"] = as_typed(self.instance.revenue, self.instance.currency)
        if self.instance.currency not in COMMON:
            self.fields["currency"].choices = currency_choices(COMMON, self.instance.currency)  # type: ignore[attr-defined]

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        read_amount(self, "revenue", given.get("currency") or self.instance.currency)
        return all_with_our_breaks(given)


class Service(forms.ModelForm[ServiceLine]):
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        help_text=gettext_lazy("By EBOPS 2010, the classification of trade in services. The closest one will do."),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = ServiceLine
        fields = ("title", "category", "description")
        help_texts: ClassVar[dict[str, Any]] = {
            "title": gettext_lazy("In the words your customers use."),
            "description": gettext_lazy("What one gets, how it is delivered, what it replaces."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [("", _("Choose a category")), *ebops.choices_by_main()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return all_with_our_breaks(super().clean() or self.cleaned_data)


def _countries() -> list[tuple[str, str]]:
    return [("", _("Choose a country")), *countries]


class MarketForm(forms.Form):
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=_countries)
    relation = forms.ChoiceField(
        label=gettext_lazy("You"),
        choices=[("served", gettext_lazy("already sell there")), ("sought", gettext_lazy("want to sell there"))],
        initial="sought",
    )


def _languages() -> list[tuple[str, str]]:
    return [("", _("Choose a language")), *languages.choices()]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_languages)


class Invite(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("They get a personal link that works once, for 14 days. They need no account yet."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        help_text=gettext_lazy("Staff act in its name; managers also change the page and the staff; owners all of it."),
    )

    def __init__(self, *args: Any, role: str | None, **options: Any) -> None:
        super().__init__(*args, **options)
        given = [(value, label) for value, label in Membership.Role.choices if rules.may_give(role, value)]
        self.fields["role"].choices = given  # type: ignore[attr-defined]
        self.fields["role"].initial = Membership.Role.STAFF
