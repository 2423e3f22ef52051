import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ground.places.civil_form import CivilForm
from ground.places.civil_time import civil
from ground.places.fields import ClockField, DayField
from ground.places.zones import zone_named
from ground.words import oneline
from ground.words.lines import all_with_our_breaks
from landings.itineraries.actions import Plan
from landings.itineraries.models import Item
from landings.placements.models import Landing

OVERNIGHT = timedelta(hours=12)


class ItemForm(CivilForm):
    """An item in the site's own time. An end before the beginning means the day after, as for a night train.

    What is no journey and would be longer than `OVERNIGHT` that way was mistyped.
    """

    kind = forms.ChoiceField(label=_("What"), choices=Item.Kind.choices)
    title = oneline.Title(label=_("Title"), max_length=160)
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
    place = oneline.OneLine(label=_("Place"), max_length=240, required=False, help_text=_("Address, or how to join."))
    spot = oneline.OneLine(
        label=_("Coordinates"),
        required=False,
        max_length=60,
        help_text=_("Latitude, longitude, as a map gives them: then travel time is reckoned."),
    )
    notes = forms.CharField(label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sequence = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, landing: Landing, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone_named(landing.site.time_zone)
        if item:
            self.holds = (item.starts_at, item.ends_at)
            self.initial.update(self.show_span("starts", "ends"))

    def clean_spot(self) -> tuple[float, float] | None:
        text = self.cleaned_data["spot"].strip()
        if not text:
            return None
        found = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)", text)
        if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            raise ValidationError(_("Write it like 51.9225, 4.4792."), code="spot")
        return float(found[1]), float(found[2])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data = all_with_our_breaks(super().clean() or self.cleaned_data)
        self.span = self.read_span(said["day"], "starts", "ends", same_is_next=False) if "day" in said else None
        if self.span and self.span != self.holds and said.get("kind") != Item.Kind.TRAVEL:
            self._check_night(said["day"], *self.span)
        return self.cleaned_data

    def plan(self) -> Plan:
        """The item as typed, once the form is valid."""
        assert self.span is not None
        keys = ("kind", "title", "place", "spot", "notes")
        said = {key: self.cleaned_data[key] for key in keys}
        return Plan(starts_at=self.span[0], ends_at=self.span[1], **said)

    def _check_night(self, day: date, starts_at: datetime, ends_at: datetime) -> None:
        if civil(ends_at, self.zone).on > day and ends_at - starts_at > OVERNIGHT:
            message = _("This is before it begins. What goes on past midnight lasts twelve hours at most.")
            self.add_error("ends", ValidationError(message, code="times"))


def written(item: Item) -> dict[str, Any]:
    """An item as the form shows it, but for the clocks, which the form reads itself."""
    spot = "" if item.latitude is None else f"{item.latitude}, {item.longitude}"
    kept = {"kind": item.kind, "title": item.title, "place": item.place, "notes": item.notes}
    day = civil(item.starts_at, zone_named(item.landing.site.time_zone)).on
    return {**kept, "day": day, "spot": spot, "sequence": item.sequence}
