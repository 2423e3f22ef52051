"""What Django and allauth tell of a member's door: written into the log, and mailed where it weighs."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.utils import timezone

from network.members.models import Member
from network.safety import actions, queries
from network.safety import tellings as vocabulary
from network.safety.actions.lockout import addresses_of
from network.safety.actions.origins import DEVICE, mark_of, origin_of
from network.safety.middleware import remember
from network.safety.notices import mail_new_address, mail_new_device


@receiver(user_logged_in, dispatch_uid="network.safety.logged_in")
def logged_in(request: HttpRequest, user: Member, **_more: Any) -> None:
    now, origin = timezone.now(), origin_of(request)
    remember(request, user.pk, now)
    if not request.META:  # a program's, through no door
        return
    mark = mark_of(str(request.COOKIES.get(DEVICE) or getattr(request, "new_device", "")))
    new = queries.is_new_device(user.pk, mark)
    kind = vocabulary.NEW_DEVICE if new else vocabulary.LOGGED_IN
    event = actions.note(user.pk, kind, origin=origin, now=now, mark=mark)
    # Everybody logs in as the demo's members: each device is new to them.
    if new and not settings.DEMO:
        mail_new_device(user, event)


@receiver(user_logged_out, dispatch_uid="network.safety.logged_out")
def logged_out(request: HttpRequest | None, **_more: Any) -> None:
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        actions.sign_out(key)


def _note_on(signal: Signal, kind: str) -> None:
    @receiver(signal, dispatch_uid=f"network.safety.{kind}", weak=False)
    def noted(request: HttpRequest, **told: Any) -> None:
        address = told.get("to_email_address") or told.get("email_address")
        member_id = told["user"].pk if "user" in told else told["email_address"].user_id
        detail = getattr(address, "email", "")
        actions.note(member_id, kind, origin=origin_of(request), now=timezone.now(), detail=detail)


for signal, kind in (
    (account.email_confirmed, vocabulary.ADDRESS_CONFIRMED),
    (account.email_removed, vocabulary.ADDRESS_REMOVED),
    (account.email_changed, vocabulary.ADDRESS_FIRST),
    (mfa.authenticator_reset, vocabulary.CODES_MADE),
):
    _note_on(signal, kind)


@receiver(account.email_added, dispatch_uid="network.safety.address_added")
def address_added(request: HttpRequest, user: Member, email_address: Any, **_more: Any) -> None:
    """Whoever sits at a browser left open could add one of theirs: the owner is told where we wrote until now."""
    now = timezone.now()
    event = actions.note(
        user.pk, vocabulary.ADDRESS_ADDED, origin=origin_of(request), now=now, detail=email_address.email
    )
    mail_new_address(user, event)


PASSWORDS = {
    account.password_changed: vocabulary.CHANGED,
    account.password_reset: vocabulary.REPLACED,
    account.password_set: vocabulary.CHOSEN,
}


@receiver(list(PASSWORDS), dispatch_uid="network.safety.password")
def password_changed(request: HttpRequest, user: Member, signal: Signal, **_more: Any) -> None:
    """Every other browser is signed out: whoever knew the old one is out, sockets too."""
    now, origin, key = timezone.now(), origin_of(request), ""
    actions.note(user.pk, PASSWORDS[signal], origin=origin, now=now)
    if request.user.is_authenticated:
        key = remember(request, user.pk, now)
    # They have proved that the address is theirs, or who they are: nobody waits any longer.
    actions.end_waiting(addresses_of(user))
    actions.end_others(user.pk, but=key, origin=origin, now=now)


@receiver((mfa.authenticator_added, mfa.authenticator_removed), dispatch_uid="network.safety.second_step")
def second_step(request: HttpRequest, user: Member, authenticator: Authenticator, signal: Signal, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    kind = vocabulary.STEP_ADDED if signal is mfa.authenticator_added else vocabulary.STEP_REMOVED
    actions.note(user.pk, kind, origin=origin_of(request), now=timezone.now())


@receiver(mfa.authenticator_used, dispatch_uid="network.safety.code_used")
def code_used(request: HttpRequest, user: Member, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        actions.note(user.pk, vocabulary.CODE_USED, origin=origin_of(request), now=timezone.now())
