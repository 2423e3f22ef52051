from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.web.idempotency import KeyReused
from network.conversations import actions, rules
from network.conversations.models import Conversation, Message
from network.members.models import Member


class Say(Protocol):
    def __call__(self, *, by: Member, body: str, key: str, now: datetime) -> Message: ...


class Composer(forms.Form):
    """The one composer of the house: what is said, and the key that says it once, made anew for a blank form.

    `sends_to` is where it goes; `keep` names what a browser keeps of it, `list` where it is shown meanwhile.
    """

    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-typing": ""}))
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
    sends_to: str
    keep: str
    list = ""

    def __init__(self, data: Any = None, *, kind: rules.ConversationKind) -> None:
        self.key_reused = False
        super().__init__(data)
        body = self.fields["body"]
        body.label = str(kind.prompt)
        body.error_messages["required"] = _("Write something first.")
        body.widget.attrs |= {"placeholder": body.label, "maxlength": kind.longest}

    def say(self, say: Say, *, by: Member, now: datetime) -> Message | None:
        """The message, once it is said so. None where the form now tells what is wrong. Raises PermissionDenied."""
        if not self.is_valid():
            return None
        try:
            return say(by=by, now=now, **self.cleaned_data)
        except KeyReused:
            self.key_reused = True
            words = _("This message was sent before with other words. Copy it, reload the page and send it again.")
            self.add_error("body", words)
        except ValidationError as error:
            self.add_error("body", error.error_dict["body"] if hasattr(error, "error_dict") else error)
        return None

    @property
    def refused_with(self) -> int:
        """The status of the answer that shows what is wrong."""
        return 409 if self.key_reused else 422


class MessageForm(Composer):
    """The composer of a conversation."""

    def __init__(self, data: Any = None, *, to: Conversation) -> None:
        self.conversation = to
        kind = rules.kind_of(to)
        self.sends_to, self.keep, self.list = kind.sends_to(to), f"conversation-{to.pk}", f"lines-{to.pk}"
        super().__init__(data, kind=kind)

    def said(self, *, by: Member, now: datetime) -> Message | None:
        """The message, once it is said. None where the form now tells what is wrong. Raises PermissionDenied."""
        return self.say(partial(actions.say, self.conversation.pk), by=by, now=now)
