from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from ground.money.currencies import COMMON
from ground.money.fields import AmountField, currency_choices, read_amount
from ground.money.typed import as_typed
from ground.places import fields as places
from ground.words import languages, oneline
from ground.words.sectors import SECTORS
from landings.applications.forms.fields import CountField, DayField, StepForm
from landings.applications.models import Application
from landings.applications.queries.completeness import MOST_DAYS, MOST_TRAVELLERS
from landings.applications.queries.eligibility import rules_in_force, words_asked
from landings.hosts.models.services import SERVICES
from landings.programmes.rules.vocabulary import WORDS

CITIES_AT_MOST = 6
FAR = timedelta(days=3 * 366)
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class Firm(StepForm):
    """What the rules ask about the firm, filled in from its page."""

    country = forms.ChoiceField(label=gettext_lazy("Country where the firm is registered"))
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"), choices=SECTORS, widget=forms.CheckboxSelectMultiple
    )
    employees = CountField(label=gettext_lazy("People, the founders counted"), required=False)
    revenue = AmountField(label=gettext_lazy("Yearly revenue"), required=False)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in COMMON])
    founded_on = DayField(label=gettext_lazy("Founded on"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you work in"),
        help_text=gettext_lazy("Hosts are matched by a language you share."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [("", _("Choose")), *countries]  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages.common_choices(application.languages)  # type: ignore[attr-defined]
        offered = currency_choices(COMMON, _currency_of(application))
        self.fields["currency"].choices = offered  # type: ignore[attr-defined]
        self.asked = words_asked(application.programme)
        for name in self.asked:
            kind = AmountField if WORDS[name].kind == "money" else CountField
            self.fields[name] = kind(label=WORDS[name].asked)
        spoken = {rule["field"] for rule in rules_in_force(application.programme)}
        for name, word in {"employees": "employees", "revenue": "revenue", "founded_on": "age_months"}.items():
            self.fields[name].required = word in spoken

    @classmethod
    def initial_of(cls, application: Application) -> dict[str, Any]:
        answers = application.answers
        revenue = answers.get("revenue") or {}
        currency = _currency_of(application)
        asked = {name: _as_text(answers.get(name)) for name in words_asked(application.programme)}
        return {
            "country": answers.get("country") or "",
            "sectors": application.sectors,
            "employees": answers.get("employees"),
            "revenue": as_typed(revenue.get("amount"), currency),
            "currency": currency,
            "founded_on": answers.get("founded_on"),
            "languages": application.languages,
            **asked,
        }

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ["revenue", *self.asked]:
            if isinstance(self.fields[name], AmountField) and name in given:
                _read_money(self, given, name, given.get("currency") or COMMON[0])
        return given

    def kept(self) -> dict[str, Any]:
        """What the action takes: columns as fields, the rest as answers."""
        given = self.fitting()
        given.pop("currency", None)
        if given.get("founded_on"):
            given["founded_on"] = given["founded_on"].isoformat()
        columns = {name: given.pop(name) for name in ("sectors", "languages") if name in given}
        return {
            "fields": columns,
            "answers": {name: value or None if value == "" else value for name, value in given.items()},
        }


class Where(StepForm):
    target_country = forms.ChoiceField(label=gettext_lazy("Country you want to land in"))
    cities = oneline.OneLine(
        label=gettext_lazy("Cities you have in mind"),
        help_text=gettext_lazy("Up to six, with commas between; hosts nearby rank higher."),
        max_length=400,
        required=False,
    )
    starts_on = places.DayField(label=gettext_lazy("First day"))
    stay_days = CountField(label=gettext_lazy("Days of stay"), least=1, most=MOST_DAYS)
    travellers = CountField(label=gettext_lazy("People who travel"), least=1, most=MOST_TRAVELLERS)

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)
        allowed = application.programme.target_countries
        named = [(code, name) for code, name in countries if not allowed or code in allowed]
        self.fields["target_country"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, application: Application) -> dict[str, Any]:
        return {
            "target_country": application.target_country.code or "",
            "cities": ", ".join(application.cities),
            "starts_on": application.starts_on,
            "stay_days": application.stay_days,
            "travellers": application.travellers,
        }

    def clean_cities(self) -> list[str]:
        named = [city.strip() for city in self.cleaned_data["cities"].replace("\n", ",").split(",")]
        found = list(dict.fromkeys(filter(None, named)))
        if len(found) > CITIES_AT_MOST or any(len(city) > 80 for city in found):
            raise ValidationError(_("Name up to six cities, with commas between."), code="many")
        return found

    def clean_starts_on(self) -> Any:
        day = self.cleaned_data["starts_on"]
        if day and day > timezone.localdate() + FAR:
            raise ValidationError(_("This is more than three years away."), code="far")
        return day

    def kept(self) -> dict[str, Any]:
        given = self.fitting()
        if given.get("travellers", 1) is None:
            given.pop("travellers")
        return {"fields": given}


class Plan(StepForm):
    objectives = forms.CharField(
        label=gettext_lazy("What you want to achieve"),
        help_text=gettext_lazy("Whom you want to meet, what you want to find out, what would make it worth the trip."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    wanted_services = forms.MultipleChoiceField(
        label=gettext_lazy("What you need from a host"),
        choices=SERVICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    already_committed = forms.ChoiceField(
        label=gettext_lazy("Have you booked or signed anything for this trip?"),
        help_text=gettext_lazy("Flights, lodging, contracts: whatever cannot be cancelled without cost."),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    committed_on = DayField(label=gettext_lazy("If so, when first"), required=False)

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)

    @classmethod
    def initial_of(cls, application: Application) -> dict[str, Any]:
        said = {True: "yes", False: "no", None: ""}[application.already_committed]
        return {
            "objectives": application.objectives,
            "wanted_services": application.wanted_services,
            "already_committed": said,
            "committed_on": application.committed_on,
        }

    def kept(self) -> dict[str, Any]:
        given = self.fitting()
        if "already_committed" in given:
            given["already_committed"] = {"yes": True, "no": False}.get(given["already_committed"])
        return {"fields": given}


def _read_money(form: StepForm, given: dict[str, Any], name: str, currency: str) -> None:
    amount = read_amount(form, name, currency)
    if amount is not None:
        given[name] = {"amount": amount, "currency": currency}


def _currency_of(application: Application) -> str:
    """All amounts of the page are in one: the one in which something is kept, at first the firm's own."""
    answers = [application.answers.get(name) for name in ("revenue", *words_asked(application.programme))]
    kept = [answer["currency"] for answer in answers if isinstance(answer, dict)]
    return kept[0] if kept else application.firm.currency


def _as_text(answer: Any) -> Any:
    return as_typed(answer["amount"], answer["currency"]) if isinstance(answer, dict) else answer
