from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """A line and the key that says it once, made anew for each blank form."""

    body = forms.CharField(
        label=_("Write to the others"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "data-typing": "", "placeholder": _("Write to the others")}),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
