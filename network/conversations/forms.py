from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.web.idempotency import KeyReused
from network.conversations import actions, rules
from network.conversations.models import Conversation, Message
from network.members.models import Member


class MessageForm(forms.Form):
    """The composer of every conversation: what is said, and the key that says it once, made anew for a blank form."""

    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-typing": ""}))
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(self, data: Any = None, *, to: Conversation) -> None:
        self.conversation, self.key_reused = to, False
        super().__init__(data)
        kind, body = rules.kind_of(to), self.fields["body"]
        body.label = str(kind.prompt)
        body.error_messages["required"] = _("Write something first.")
        body.widget.attrs |= {"placeholder": body.label, "maxlength": kind.longest}

    def said(self, *, by: Member, now: datetime) -> Message | None:
        """The message, once it is said. None where the form now tells what is wrong. Raises PermissionDenied."""
        if not self.is_valid():
            return None
        body, key = self.cleaned_data["body"], self.cleaned_data["key"]
        try:
            return actions.say(self.conversation.pk, by=by, body=body, key=key, now=now)
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
