"""The owner of an account is told by mail what weighs: whatever they have muted, and in their own language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ground.words.devices import device_in_words
from network.members.models import Member
from network.safety.actions.lockout import way_out
from network.safety.models import SecurityEvent, Tries
from network.safety.queries import place_of
from network.safety.rules import CODE
from realtime.jobs import mail

EIGHT_HOURS = 8 * 3600


def mail_waiting(member: Member, tries: Tries, *, now: datetime) -> None:
    """Somebody must wait who tried at their address. Once in eight hours, or guessing would be a way to send mails."""
    with translation.override(member.language):
        words = {
            "name": member.name,
            "code": tries.kind == CODE,
            "device": device_in_words(tries.device),
            "link": settings.SITE_URL + reverse("network:end-waiting", args=[way_out(member)]),
            "password": settings.SITE_URL + reverse("account_reset_password"),
        }
        subject = _("Too many wrong codes at your account") if words["code"] else _("Wrong passwords at your account")
        _mail(member, f"waiting-{member.pk}-{int(now.timestamp()) // EIGHT_HOURS}", subject, "waiting", words, now)


def mail_new_device(member: Member, event: SecurityEvent) -> None:
    with translation.override(member.language):
        words = {**_words(event, "network:safety"), "place": place_of(event.zone)}
        _mail(member, f"security-{event.pk}", _("A new device is logged in"), "new_device", words, event.at)


def mail_new_address(member: Member, event: SecurityEvent) -> None:
    with translation.override(member.language):
        words = {**_words(event, "account_email"), "address": event.detail}
        _mail(member, f"security-{event.pk}", _("An address was added to your account"), "new_address", words, event.at)


def mail_new_token(member: Member, event: SecurityEvent) -> None:
    with translation.override(member.language):
        words = {**_words(event, "network:tokens"), "token": event.detail}
        _mail(member, f"security-{event.pk}", _("An access token was made"), "new_token", words, event.at)


def _words(event: SecurityEvent, page: str) -> dict[str, Any]:
    return {
        "device": device_in_words(event.device),
        "link": settings.SITE_URL + reverse(page),
        "password": settings.SITE_URL + reverse("account_reset_password"),
    }


def _mail(member: Member, key: str, subject: str, page: str, words: dict[str, Any], now: datetime) -> None:
    text = render_to_string(f"network/safety/mail/{page}.txt", words)
    mail.send_once(key=key, to=member.email, member=member.pk, subject=subject, text=text, now=now)
