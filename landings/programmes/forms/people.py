from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.words import oneline
from landings.programmes import rules
from landings.programmes.models import Officer
from network.members.models import Member


class Appoint(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail of a member"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=Officer.Role.choices)

    def clean_email(self) -> Member:
        found = Member.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise ValidationError(_("No member has this address. Ask them to sign up first."), code="unknown")
        return found


class AppointByStaff(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Officer
        fields = ("programme", "member", "role")

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        programme, member, role = given.get("programme"), given.get("member"), given.get("role")
        if member and not member.is_active:
            self.add_error("member", ValidationError(_("This member is blocked."), code="blocked"))
        if programme and role != Officer.Role.OFFICER and not rules.has_officer(programme):
            self.add_error("role", ValidationError(_("A programme needs one officer at least."), code="last_officer"))
        return given


class Publish(forms.Form):
    note = oneline.OneLine(
        label=gettext_lazy("What changes, and why"),
        help_text=gettext_lazy("One line, which everybody can read."),
        max_length=240,
    )
