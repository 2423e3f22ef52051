from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ground.web.api import scopes
from ground.words.oneline import OneLine
from network.tokens.rules import DAYS


def _days() -> list[tuple[int, str]]:
    return [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in DAYS]


def _scopes() -> list[tuple[str, str]]:
    return [(name, str(words)) for name, words in scopes.all_scopes().items()]


class NewToken(forms.Form):
    name = OneLine(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("A name that tells you later which program uses it."),
        widget=forms.TextInput(attrs={"maxlength": 80, "dir": "auto"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=_scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as the program needs. It never may more than you."),
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long does it live?"), choices=_days, coerce=int, initial=90, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scopes"].initial = [name for name, _words in _scopes() if name.endswith(":read")]
