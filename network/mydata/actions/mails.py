"""Whose account is to close is told by mail, whatever they have muted: each time once."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.members.models import Member
from network.mydata.models import Closing
from realtime.jobs import mail


def tell(member: Member, closing: Closing, what: str, *, now: datetime) -> None:
    """`what` is closing, stays, or held: something stands in the way."""
    with translation.override(member.language):
        subjects = {
            "closing": _("Your account is about to be erased"),
            "stays": _("Your account stays"),
            "held": _("Your account cannot be erased yet"),
        }
        words = {
            "closing": closing,
            "link": settings.SITE_URL + reverse("network:closing"),
            "by_staff": closing.by_id != member.pk,
        }
        mail.send_once(
            key=f"closing-{closing.pk}-{what}",
            to=member.email,
            member=member.pk,
            subject=subjects[what],
            text=render_to_string(f"network/mydata/mail/{what}.txt", words),
            now=now,
        )
