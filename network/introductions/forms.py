from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.places.civil_form import CivilForm
from ground.places.fields import DayAndClockField
from network.introductions import queries
from network.introductions.models import Outcome
from network.members.models import Member
from network.organisations.models import Membership, Organisation


class FounderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A firm and who stands for it, as one choice."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name} · {obj.member.name}"


class ProposeForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("In the name of"), queryset=Organisation.objects.none())
    founder = FounderChoice(
        label=_("The firm, and who stands for it"),
        queryset=Membership.objects.none(),
        empty_label=_("Choose a firm"),
    )
    contact = forms.EmailField(
        label=_("The other person"),
        help_text=_("The e-mail address with which they are a member of Kontor."),
    )
    blurb = forms.CharField(
        label=_("Why they should meet"),
        help_text=_("Both read this, word for word. Two or three sentences: who, what, why now."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": ""}),
    )

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = queries.agencies_of(by)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].initial = agencies.first()
        self.fields["founder"].queryset = queries.firms_and_founders()  # type: ignore[attr-defined]

    def clean_contact(self) -> Member:
        member = Member.objects.filter(email__iexact=self.cleaned_data["contact"], is_active=True).first()
        if member is None:
            raise forms.ValidationError(_("No member has this address. Invite them to Kontor first."), code="unknown")
        return member


class TimeForm(CivilForm):
    """By the clock of who suggests."""

    starts_at = DayAndClockField(label=_("Day and time, in your zone"))
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=[(15, _("15 minutes")), (30, _("30 minutes")), (45, _("45 minutes")), (60, _("1 hour"))],
        initial=30,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = timezone.get_current_timezone()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data = super().clean() or self.cleaned_data
        if "starts_at" in said:
            on, said["starts_at"] = said["starts_at"]
            said["starts_at"] = self.read_moment("starts_at", on)
        return said


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A note for the office"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
