from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.conversations.forms import Composer
from network.conversations.models import Letterbox, Message
from network.conversations.rules import kind_named
from network.members.models import Member
from network.messages import actions
from network.messages.models import LONGEST_FIRST
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
