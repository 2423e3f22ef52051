"""Who tries too often at one address waits, and only where they are: from elsewhere the right password gets in."""

import math
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.web.throttles import network_of
from ground.words.devices import device_of, wait_in_words
from network.members.models import Member
from network.safety import actions
from network.safety.actions.origins import origin_of
from network.safety.rules import CODE, DAY, LINK, LOG_IN, NET
from network.safety.tellings import FAILED

TOO_OFTEN = "too_often"
END = "kontor.safety.end-waiting"


def caller_of(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", "")) or "nowhere"


def device_at(request: HttpRequest) -> str:
    return device_of(request.headers.get("User-Agent", ""))


def plain(address: str) -> str:
    return address.strip().lower()[:254]


def before_password(request: HttpRequest, address: str) -> None:
    """Raises ValidationError with the code `too_often`."""
    now, caller = timezone.now(), caller_of(request)
    wait = actions.must_wait(NET, "", caller, now=now) or actions.take(
        LOG_IN, plain(address), caller, device=device_at(request), now=now
    )
    if wait:
        raise too_often(wait, _("Too many wrong passwords from here. Try again in %s, or choose a new password."))


def after_password(request: HttpRequest, address: str, *, right: bool) -> None:
    caller = caller_of(request)
    if right:
        actions.forgive(LOG_IN, plain(address), caller)
        return
    actions.say(FAILED, origin_of(request))
    actions.take(NET, "", caller, now=timezone.now())
    actions.fail(LOG_IN, plain(address), caller)


def before_code(request: HttpRequest, member: Member) -> None:
    """The same for a code of the second step."""
    wait = actions.take(CODE, plain(member.email), "", device=device_at(request), now=timezone.now())
    if wait:
        raise too_often(wait, _("Too many wrong codes. Try again in %s."))


def after_code(member: Member, *, right: bool) -> None:
    (actions.forgive if right else actions.fail)(CODE, plain(member.email), "")


def before_link(request: HttpRequest, address: str) -> None:
    """The same for a mail that somebody asks for, to an address that may be anybody's."""
    wait = actions.take(LINK, plain(address), caller_of(request), now=timezone.now())
    if wait:
        raise too_often(
            wait, _("We wrote to this address several times already. The next mail can be asked for in %s.")
        )


def too_often(wait: timedelta, words: str) -> ValidationError:
    params = {"wait": math.ceil(wait.total_seconds())}
    return ValidationError(words % wait_in_words(wait), code=TOO_OFTEN, params=params)


def way_out(member: Member) -> str:
    """What ends the waiting at a member's addresses, for a day: it is mailed to them."""
    return signing.dumps(member.pk, salt=END)


def member_let_out(token: str) -> Member | None:
    """Whose waiting a token ends; None for a token that is too old, or not ours."""
    try:
        pk = signing.loads(token, salt=END, max_age=DAY)
    except signing.BadSignature:
        return None
    return Member.objects.filter(pk=pk, is_active=True).first()


def addresses_of(member: Member) -> list[str]:
    return [plain(member.email), *EmailAddress.objects.filter(user=member).values_list("email", flat=True)]
