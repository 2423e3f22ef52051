from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.booths.models import Booth
from events.shows.forms import ActForm
from events.shows.models import Hall, Show
from ground.files import uploads
from ground.files.kinds import JPEG, OFFICE, PDF, PNG, TEXTS, WEBP
from ground.places.civil_form import CivilForm
from ground.places.fields import QUARTER, ClockField
from ground.words import oneline
from ground.words.asking import NamedField
from ground.words.sectors import SECTORS
from network.members.models import Member
from network.organisations.queries import meant_by

KINDS = frozenset({PDF, PNG, JPEG, WEBP}) | TEXTS | OFFICE


class AssignForm(ActForm):
    firm = NamedField(
        label=_("Firm"),
        max_length=160,
        help_text=_("Its name as on its page here."),
        find=meant_by,
        error_messages={
            "none": _("No organisation here is called “%(name)s”. Ask them to open their page first."),
            "several": _("Several organisations go by this name. Choose which one you mean."),
        },
    )
    place = oneline.OneLine(label=_("Place on the floor"), max_length=8, help_text=_("As on the plan: A12."))


class PlaceForm(ActForm):
    hall = forms.ModelChoiceField(label=_("Hall"), queryset=Hall.objects.none(), empty_label=None)
    place = oneline.OneLine(label=_("Place on the floor"), max_length=8)

    def __init__(self, *args: Any, show: Show, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hall"].queryset = show.halls.all()  # type: ignore[attr-defined]


class DressForm(ActForm):
    headline = oneline.Headline(
        label=_("In one line"), max_length=160, required=False, help_text=_("What stands above the booth.")
    )
    about = forms.CharField(
        label=_("What visitors find here"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("None of these")), *SECTORS], required=False)


class SheetForm(ActForm):
    title = oneline.Title(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    file = forms.FileField(
        label=_("File to take home"),
        required=False,
        max_length=120,
        help_text=_("PDF, picture or office document, up to 5 MB."),
        widget=forms.ClearableFileInput(attrs=uploads.BOUND),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """The file as it is offered: known by what is in it, a picture drawn anew."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        clean = uploads.taken(file, KINDS, _now("This kind of file can't be offered. Make it a PDF."))
        return SimpleUploadedFile(clean.name, clean.content, clean.kind.type)


class StaffForm(ActForm):
    member = forms.ModelChoiceField(
        label=_("Member of the firm"), queryset=Member.objects.none(), empty_label=_("Choose a colleague")
    )

    def __init__(self, *args: Any, booth: Booth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = booth.firm.members.filter(is_active=True).exclude(booths_staffed__booth=booth)
        self.fields["member"].queryset = colleagues.order_by("folded_name", "pk")  # type: ignore[attr-defined]


class DutyForm(ActForm, CivilForm):
    """Hours by the show's clock. An end at or before the start is on the next day."""

    member = forms.ModelChoiceField(label=_("Who"), queryset=Member.objects.none(), empty_label=None)
    on = forms.ChoiceField(label=_("Day"))
    starts = ClockField(label=_("From"), step=QUARTER)
    ends = ClockField(label=_("To"), step=QUARTER)

    def __init__(self, *args: Any, booth: Booth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = booth.show.zone
        staff = Member.objects.filter(booths_staffed__booth=booth)
        self.fields["member"].queryset = staff.order_by("folded_name", "pk")  # type: ignore[attr-defined]
        days = [(on.isoformat(), date_format(on, "D j M")) for on in booth.show.dates()]
        self.fields["on"].choices = days  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate(timezone=self.zone).isoformat()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data = super().clean()
        if "on" in said:
            self.said_span = self.read_span(date.fromisoformat(said["on"]), "starts", "ends")
        return self.cleaned_data

    def span(self) -> tuple[datetime, datetime]:
        assert self.said_span is not None
        return self.said_span
