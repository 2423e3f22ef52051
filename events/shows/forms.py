from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.shows.actions import MOST_DAYS, Plan
from events.shows.models import Day, Registration, Show
from ground.places.civil_form import CivilForm
from ground.places.civil_time import civil
from ground.places.fields import ClockField, DayField
from ground.places.said import Said, which
from ground.places.zones import zone_named, zones
from ground.words import oneline
from ground.words.columns import name_key
from ground.words.language import language_name
from ground.words.lines import all_with_our_breaks
from ground.words.sectors import SECTORS
from network.members.models import Member
from network.organisations.models import Membership, Organisation

SPOKEN = (
    *("en", "fr", "es", "pt", "de", "it", "nl", "pl", "sv", "da", "nb", "fi", "el", "tr", "uk", "ru", "ar", "he"),
    *("fa", "hi", "bn", "ur", "ta", "sw", "am", "zh", "ja", "ko", "vi", "th", "id", "ms", "tl"),
)


def zone_choices(own: str = "") -> list[tuple[str, str]]:
    """The zones to choose from, and the one that is chosen already under a name that is no longer offered."""
    names = zones() if not own or own in zones() else (own, *zones())
    return [(name, name.replace("_", " ")) for name in names]


def language_choices() -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: name_key(pair[1]))


class ActForm(forms.Form):
    """A form that carries out an action. What the action refuses is said at the fields it is about."""

    def clean(self) -> dict[str, Any]:
        return all_with_our_breaks(super().clean() or self.cleaned_data)

    def carried_out(self, act: Callable[[], object]) -> bool:
        if not self.is_valid():
            return False
        try:
            act()
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class ShowForm(ActForm, CivilForm):
    name = oneline.Name(label=_("Name"), max_length=120, help_text=_("As it stands on the poster."))
    headline = oneline.Headline(label=_("In one line"), max_length=200, required=False)
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
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))
    opens = ClockField(label=_("Opens at"), initial=time(9))
    closes = ClockField(label=_("Closes at"), initial=time(17), help_text=_("Each day can have hours of its own."))
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

    def __init__(self, *args: Any, show: Show | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {day.on for day in show.days.all()} if show else set()
        own = show.time_zone if show else ""
        self.fields["time_zone"].choices = zone_choices(own)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The usual hours must be clear on each day that takes them: days that stay keep their own."""
        said = self.cleaned_data = super().clean()
        self.zone = zone_named(said.get("time_zone", ""))
        for on in self._new_days():
            if not self.read_span(on, "opens", "closes"):
                break
        return self.cleaned_data

    def plan(self) -> Plan:
        words = {name: self.cleaned_data[name] for name in Plan.__dataclass_fields__}
        return Plan(**{**words, "opens": words["opens"].folded(), "closes": words["closes"].folded()})

    def _new_days(self) -> list[date]:
        """Those about which there may be a question last, so that it stays at the fields."""
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if not first or not last or not MOST_DAYS > (last - first).days >= 0:
            return []
        days = [first + timedelta(days=after) for after in range((last - first).days + 1)]
        return sorted((on for on in days if on not in self.kept), key=self._is_asked_about)

    def _is_asked_about(self, on: date) -> bool:
        said: list[Said | None] = [self.cleaned_data.get(name) for name in ("opens", "closes")]
        return any(which(on, one.clock, self.zone) for one in said if one)


class NewShowForm(ShowForm):
    organiser = forms.ModelChoiceField(
        label=_("Held by"), queryset=Organisation.objects.none(), empty_label=None, help_text=_("Its staff organise.")
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    field_order = ["organiser"]

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = managed_by(by)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zone_choices(by.time_zone)  # type: ignore[attr-defined]
        self.fields["time_zone"].initial = by.time_zone


def managed_by(member: Member) -> Any:
    """Organisations that the member may hold a show for."""
    roles = [Membership.Role.OWNER, Membership.Role.MANAGER]
    mine = Membership.objects.filter(member=member, role__in=roles)
    return Organisation.objects.filter(closed_at=None, pk__in=mine.values("organisation")).order_by("folded_name", "pk")


def initial_of(show: Show) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(show, name) for name in Plan.__dataclass_fields__}
    sectors: Iterable[str] = show.sectors.values_list("sector", flat=True)
    languages: Iterable[str] = show.languages.values_list("language", flat=True)
    return {**words, "sectors": list(sectors), "languages": list(languages)}


class HoursForm(ActForm, CivilForm):
    opens = ClockField(label=_("Opens at"))
    closes = ClockField(label=_("Closes at"), help_text=_("At or before the opening clock means the next day."))

    def __init__(self, *args: Any, day: Day, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.zone, self.holds = day.on, day.show.zone, (day.opens_at, day.closes_at)
        self.initial.update(self.show_span("opens", "closes"))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data = super().clean()
        self.span = self.read_span(self.on, "opens", "closes")
        return self.cleaned_data

    def hours(self) -> dict[str, time]:
        """The clocks, each saying by its fold which of two it is."""
        assert self.span is not None
        opens, closes = (civil(at, self.zone).clock for at in self.span)
        return {"opens": opens, "closes": closes}


class HallForm(ActForm):
    name = oneline.Title(label=_("Name of the hall"), max_length=80)
    about = oneline.OneLine(label=_("What is here, in one line"), max_length=200, required=False)


class DoorForm(ActForm):
    door = forms.ChoiceField(
        label=_("Who may see that you are here?"),
        choices=Registration.Door.choices,
        initial=Registration.Door.VISIBLE,
        widget=forms.RadioSelect,
        help_text=_("You can change this at any time. The organiser knows who is registered."),
    )
