from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.words import oneline
from network.conversations.forms import Composer
from network.conversations.models import Letterbox, Message
from network.conversations.rules import kind_named
from network.members.models import Member
from network.messages import actions
from network.messages.models import LONGEST_FIRST, MOST_IN_GROUP
from network.messages.rules import Way


class WriteForm(Composer):
    """The composer of what begins a conversation with another member."""

    def __init__(self, data: Any = None, *, to: Member, way: Way) -> None:
        self.to = to
        self.sends_to, self.keep = reverse("network:write", args=[to.pk]), f"write-{to.pk}"
        super().__init__(data, kind=kind_named(actions.KIND))
        body = self.fields["body"]
        body.label = _("Write to %(who)s") % {"who": to.name}
        body.widget.attrs |= {"placeholder": body.label, "rows": 5}
        if way == Way.FIRST:
            body.widget.attrs |= {"maxlength": LONGEST_FIRST, "data-count": LONGEST_FIRST}

    def written(self, *, by: Member, now: datetime) -> Message | None:
        """The message, once it is written. None where the form now tells what is wrong."""
        return self.say(partial(actions.write, self.to.pk), by=by, now=now)


class LetterboxForm(forms.Form):
    takes = forms.ChoiceField(
        label=gettext_lazy("Whose words come in at once"),
        choices=Letterbox.Takes.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class People(forms.MultipleChoiceField):
    """Whom one brings into a group: bounded before anything else is looked at."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        if not value:
            raise ValidationError(_("Choose at least one person."), code="nobody")
        if len(value) >= MOST_IN_GROUP:
            words = _("A group has at most %(most)s people, you among them.")
            raise ValidationError(words % {"most": MOST_IN_GROUP}, code="too_many")
        if not all(self.valid_value(key) for key in value):
            raise ValidationError(_("You can bring your connections, and who takes messages from anyone."), "not_these")


class NameForm(forms.Form):
    name = oneline.Name(
        label=gettext_lazy("Name of the group"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the group a name.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class PeopleForm(forms.Form):
    people = People(
        label=gettext_lazy("People"),
        help_text=gettext_lazy("Your connections. Whoever comes later reads all that was said before."),
    )

    def __init__(self, data: Any = None, *, offered: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["people"].choices = offered  # type: ignore[attr-defined]  # of a field of choices

    def clean_people(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["people"]]


class GroupForm(PeopleForm, NameForm):
    """What begins a group; `key` makes it begin once."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
    field_order = ("name", "people", "key")
