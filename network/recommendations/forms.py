from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.recommendations.models import LONGEST, LONGEST_REQUEST

Choices = Sequence[tuple[int, str]]


class _OfADealing(forms.Form):
    """With the dealings that the two share; where there is one, it is chosen."""

    dealing = forms.TypedChoiceField(
        label=_("What you did together"),
        coerce=int,
        error_messages={
            "required": _("Choose what you did together."),
            "invalid_choice": _("Choose what you did together."),
        },
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, dealings: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        dealing = self.fields["dealing"]
        assert isinstance(dealing, forms.TypedChoiceField)
        dealing.choices = dealings
        if len(dealings) == 1:
            dealing.initial = dealings[0][0]


def _words(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Your words"),
        help_text=_("A few sentences: what they did, and what it was worth to you. They read it first, and decide."),
        max_length=LONGEST,
        error_messages={"required": _("Write a few sentences first.")},
        widget=forms.Textarea(attrs={"rows": 7, "data-count": LONGEST, "dir": "auto"}),
        **options,
    )


class RecommendForm(_OfADealing):
    words = _words()


class WordsForm(forms.Form):
    words = _words()


class AskForm(_OfADealing):
    request = forms.CharField(
        label=_("A line to them"),
        help_text=_("What you would like to be remembered for, if you have a wish."),
        max_length=LONGEST_REQUEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_REQUEST, "dir": "auto"}),
    )


class ChangeForm(forms.Form):
    wanted = forms.CharField(
        label=_("What you would like to have changed"),
        help_text=_("You can ask for this once. They change it or leave it."),
        max_length=LONGEST_REQUEST,
        error_messages={"required": _("Say what you would like to have changed.")},
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_REQUEST, "dir": "auto"}),
    )
