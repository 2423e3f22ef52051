import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from landings.itineraries.actions import Plan
from landings.itineraries.models import Item
from landings.placements.models import Landing

OVERNIGHT = timedelta(hours=12)


class ItemForm(forms.Form):
    """An item in the site's own time. An end before the beginning means the day after, as for a night train.

    What is no journey and would be longer than `OVERNIGHT` that way was mistyped.
    """

    kind = forms.ChoiceField(label=_("What"), choices=Item.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=240, required=False, help_text=_("Address, or how to join."))
    spot = forms.CharField(
        label=_("Coordinates"),
        required=False,
        max_length=60,
        help_text=_("Latitude, longitude, as a map gives them: then travel time is reckoned."),
    )
    notes = forms.CharField(label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sequence = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, landing: Landing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(landing.site.time_zone)

    def clean_spot(self) -> tuple[float, float] | None:
        text = self.cleaned_data["spot"].strip()
        if not text:
            return None
        found = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)", text)
        if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            raise ValidationError(_("Write it like 51.9225, 4.4792."), code="spot")
        return float(found[1]), float(found[2])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if {"kind", "day", "starts", "ends"} <= set(said) and said["kind"] != Item.Kind.TRAVEL:
            starts_at, ends_at = self._span()
            if said["ends"] < said["starts"] and ends_at - starts_at > OVERNIGHT:
                message = _("This is before it begins. What goes on past midnight lasts twelve hours at most.")
                self.add_error("ends", ValidationError(message, code="times"))
        return said

    def plan(self) -> Plan:
        """The item as typed, once the form is valid."""
        starts_at, ends_at = self._span()
        keys = ("kind", "title", "place", "spot", "notes")
        return Plan(starts_at=starts_at, ends_at=ends_at, **{key: self.cleaned_data[key] for key in keys})

    def _span(self) -> tuple[datetime, datetime]:
        said = self.cleaned_data
        last = said["day"] + timedelta(days=1) if said["ends"] < said["starts"] else said["day"]
        starts_at = datetime.combine(said["day"], said["starts"], tzinfo=self.zone)
        return starts_at, datetime.combine(last, said["ends"], tzinfo=self.zone)


def written(item: Item) -> dict[str, Any]:
    """An item as the form shows it, in the site's zone."""
    zone = ZoneInfo(item.landing.site.time_zone)
    start, end = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
    spot = "" if item.latitude is None else f"{item.latitude}, {item.longitude}"
    kept = {"kind": item.kind, "title": item.title, "place": item.place, "notes": item.notes}
    when = {"day": start.date(), "starts": start.time(), "ends": end.time()}
    return {**kept, **when, "spot": spot, "sequence": item.sequence}
