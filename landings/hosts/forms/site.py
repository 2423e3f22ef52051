from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from ground.places import gazetteer
from ground.places.fields import DayField
from ground.places.zones import zone_from
from ground.words import languages, oneline
from ground.words.asking import AskingField
from ground.words.lines import all_with_our_breaks
from ground.words.sectors import SECTORS
from landings.hosts.forms.ticks import in_held_order
from landings.hosts.models import Site
from landings.hosts.models.services import SERVICES
from network.organisations.models import Organisation


class SiteForm(forms.ModelForm[Site]):
    """A place. Coordinates and zone are found from the city when they are left empty."""

    host = forms.ModelChoiceField(
        label=gettext_lazy("House"), queryset=Organisation.objects.none(), empty_label=None, required=True
    )
    city = AskingField(
        label=gettext_lazy("City"),
        max_length=120,
        help_text=gettext_lazy("Where it lies is found from the city; you can correct it below."),
    )
    latitude = forms.FloatField(label=gettext_lazy("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180)
    mentor_hours = forms.IntegerField(
        label=capfirst(Site._meta.get_field("mentor_hours").verbose_name),
        help_text=gettext_lazy("For each guest, over the whole stay."),
        initial=Site._meta.get_field("mentor_hours").default,
        min_value=0,
        max_value=1000,
    )
    visa_letter_lead_days = forms.IntegerField(
        label=capfirst(Site._meta.get_field("visa_letter_lead_days").verbose_name),
        help_text=gettext_lazy("From the request to the signed letter of invitation."),
        initial=Site._meta.get_field("visa_letter_lead_days").default,
        min_value=0,
        max_value=365,
    )
    time_zone = oneline.OneLine(label=gettext_lazy("Time zone"), required=False, max_length=64)
    services = forms.MultipleChoiceField(
        label=gettext_lazy("What guests get"),
        choices=SERVICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Promise what you always keep: every landing is asked about it."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken in the house"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors you know well"),
        choices=SECTORS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Site
        fields = (
            *("name", "address", "city", "country", "latitude", "longitude", "time_zone", "languages", "sectors"),
            *("services", "mentor_hours", "opens", "closes", "visa_letter_lead_days", "about", "access_needs"),
        )
        widgets: ClassVar[dict[str, Any]] = {
            "opens": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "access_needs": gettext_lazy("Steps, lift, door widths, quiet room."),
        }

    def __init__(self, *args: Any, houses: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["languages"].choices = languages.common_choices(self.instance.languages or [])  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("Choose")), *countries]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["host"]
            self.initial["services"] = self.instance.service_keys
        elif houses is not None:
            self.fields["host"].queryset = houses  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        typed: str = self.cleaned_data["time_zone"]
        zone = zone_from(typed)
        if typed and not zone:
            raise ValidationError(_("We do not know this time zone. Write it like Europe/Paris."), code="zone")
        return zone

    def clean_services(self) -> list[dict[str, Any]]:
        """As the site keeps them; the notice each needs stays as it was."""
        kept = {service["key"]: service for service in self.instance.services or []}
        keys = in_held_order(self.cleaned_data["services"], list(kept))
        return [kept.get(key, {"key": key, "lead_days": 0}) for key in keys]

    def clean_languages(self) -> list[str]:
        return in_held_order(self.cleaned_data["languages"], self.instance.languages)

    def clean_sectors(self) -> list[str]:
        return in_held_order(self.cleaned_data["sectors"], self.instance.sectors)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("opens") and given.get("closes") and given["closes"] <= given["opens"]:
            self.add_error("closes", ValidationError(_("It closes after it opens."), code="hours"))
        self._find(given)
        return all_with_our_breaks(given)

    def _find(self, given: dict[str, Any]) -> None:
        """Fill what is empty from the gazetteer; ask for it where the city is not found, and which of several it is."""
        needed = [name for name in ("latitude", "longitude", "time_zone") if given.get(name) in (None, "")]
        needed = [name for name in needed if name not in self.errors]
        if not needed or not given.get("city") or not given.get("country"):
            return
        hits = gazetteer.find_all(given["city"], str(given["country"]))
        if len(hits) > 1:
            hits = self._meant(hits)
            if not hits:
                return
        for name in needed:
            value = getattr(hits[0], name) if hits else ""
            if value == "":
                message = _("We do not know where this city lies. Please fill this in.")
                self.add_error(name, ValidationError(message, code="not_found"))
            else:
                given[name] = value

    def _meant(self, hits: list[gazetteer.Found]) -> list[gazetteer.Found]:
        """The one that was chosen; none, after asking for it at the city."""
        field = self.fields["city"]
        keyed = {f"{one.latitude},{one.longitude}": one for one in hits}
        field.widget.offered = [(key, _where(one)) for key, one in keyed.items()]
        chosen = keyed.get(field.chosen)  # type: ignore[attr-defined]
        if chosen is None:
            message = _("Several cities here are called so. Choose which one you mean.")
            self.add_error("city", ValidationError(message, code="several"))
        return [chosen] if chosen else []


def _where(one: gazetteer.Found) -> str:
    other = gazetteer.beside(one)
    return _("%(city)s near %(other)s") % {"city": one.name, "other": other.name} if other else one.name


class ClosureForm(forms.Form):
    day = DayField(label=gettext_lazy("Day"))
    reason = oneline.OneLine(label=gettext_lazy("Why"), max_length=160, required=False)
