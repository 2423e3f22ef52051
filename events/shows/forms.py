from collections.abc import Callable, Iterable
from datetime import time
from functools import cache
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.shows.actions import Plan
from events.shows.models import Registration, Show
from ground.words.language import language_name
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from network.organisations.sectors import SECTORS

SPOKEN = (
    *("en", "fr", "es", "pt", "de", "it", "nl", "pl", "sv", "da", "nb", "fi", "el", "tr", "uk", "ru", "ar", "he"),
    *("fa", "hi", "bn", "ur", "ta", "sw", "am", "zh", "ja", "ko", "vi", "th", "id", "ms", "tl"),
)


@cache
def zone_choices() -> list[tuple[str, str]]:
    """IANA zones of places: those with a region, without the technical ones."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def language_choices() -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: pair[1])


class ActForm(forms.Form):
    """A form that carries out an action. What the action refuses is said at the fields it is about."""

    def carried_out(self, act: Callable[[], object]) -> bool:
        if not self.is_valid():
            return False
        try:
            act()
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class ClockInput(forms.TimeInput):
    """By quarters of an hour."""

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"type": "time", "step": 900})


class ShowForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As it stands on the poster."))
    headline = forms.CharField(label=_("In one line"), max_length=200, required=False)
    about = forms.CharField(
        label=_("About"),
        max_length=6000,
        required=False,
        help_text=_("Who should come, what happens, what it costs."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("The show's own clock. Visitors see theirs beside it."),
    )
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)
    opens = forms.TimeField(label=_("Opens at"), widget=ClockInput, initial=time(9))
    closes = forms.TimeField(
        label=_("Closes at"), widget=ClockInput, initial=time(17), help_text=_("Each day can have hours of its own.")
    )
    capacity = forms.IntegerField(
        label=_("Places for visitors"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty: no limit."),
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=SECTORS, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the show"),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def plan(self) -> Plan:
        said = self.cleaned_data
        words = {name: said[name] for name in Plan.__dataclass_fields__}
        return Plan(**words)


class NewShowForm(ShowForm):
    organiser = forms.ModelChoiceField(
        label=_("Held by"), queryset=Organisation.objects.none(), empty_label=None, help_text=_("Its staff organise.")
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    field_order = ["organiser"]

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = managed_by(by)  # type: ignore[attr-defined]
        self.fields["time_zone"].initial = by.time_zone


def managed_by(member: Member) -> Any:
    """Organisations that the member may hold a show for."""
    roles = [Membership.Role.OWNER, Membership.Role.MANAGER]
    mine = Membership.objects.filter(member=member, role__in=roles)
    return Organisation.objects.filter(closed_at=None, pk__in=mine.values("organisation")).order_by("name", "pk")


def initial_of(show: Show) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(show, name) for name in Plan.__dataclass_fields__}
    sectors: Iterable[str] = show.sectors.values_list("sector", flat=True)
    languages: Iterable[str] = show.languages.values_list("language", flat=True)
    return {**words, "sectors": list(sectors), "languages": list(languages)}


class HoursForm(ActForm):
    opens = forms.TimeField(label=_("Opens at"), widget=ClockInput)
    closes = forms.TimeField(
        label=_("Closes at"), widget=ClockInput, help_text=_("At or before the opening clock means the next day.")
    )


class HallForm(ActForm):
    name = forms.CharField(label=_("Name of the hall"), max_length=80)
    about = forms.CharField(label=_("What is here, in one line"), max_length=200, required=False)


class DoorForm(ActForm):
    door = forms.ChoiceField(
        label=_("Who may see that you are here?"),
        choices=Registration.Door.choices,
        initial=Registration.Door.VISIBLE,
        widget=forms.RadioSelect,
        help_text=_("You can change this at any time. The organiser knows who is registered."),
    )
