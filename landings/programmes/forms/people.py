from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


class Publish(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What changes, and why"),
        help_text=gettext_lazy("One line, which everybody can read."),
        max_length=240,
    )
