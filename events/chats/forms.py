from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from events.chats.models import LONGEST


class LineForm(forms.Form):
    """A line and the key that says it once, made anew for each blank form."""

    body = forms.CharField(
        label=_("Say something to everyone here"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "data-typing": ""}),
        error_messages={"required": _("Write something first.")},
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
