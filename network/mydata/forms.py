"""Closing an account: what becomes of what one wrote, and that it is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.mydata.models import Closing


class CloseForm(forms.Form):
    posts = forms.ChoiceField(
        label=_("What you wrote in public"),
        choices=Closing.Posts.choices,
        initial=Closing.Posts.STAY,
        widget=forms.RadioSelect,
    )
