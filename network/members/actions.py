from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.files.keeping import field_of, forget, kept, take_up
from ground.files.uploads import square_picture
from ground.places.zones import is_zone
from ground.tables.locks import locked
from ground.words import languages
from ground.words.columns import name_key
from network.members import registry, rules
from network.members.models import FORMER, NOWHERE, Member, SpokenLanguage
from realtime.access.revocation import revoke

PROFILE = ("name", "headline", "about", "country", "city", "time_zone", "language")
LANGUAGES_AT_MOST = 12
PHOTO_SIDE = 512
PHOTO = field_of(Member, "photo")


@transaction.atomic
def open_account(*, email: str, password: str, profile: Mapping[str, Any], now: datetime) -> Member:
    """An account with its e-mail confirmed: for operators and the demo. Others sign up."""
    member = Member.objects.create_user(email, password, joined_at=now, confirmed_at=now, **profile)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    return member


@transaction.atomic
def begin(member_id: int, *, name: str, time_zone: str, language: str) -> Member:
    """A new account after sign-up: seen by nobody until its e-mail is confirmed."""
    member = _locked_member(member_id)
    member.name, member.language = name, language
    member.time_zone = time_zone if is_zone(time_zone) else "UTC"
    member.confirmed_at = None
    member.save()
    return member


@transaction.atomic
def distrust(member_id: int) -> None:
    """Several passwords were given for an account that nobody has confirmed: none of them opens it."""
    member = _locked_member(member_id)
    if member.confirmed_at is None:
        member.set_unusable_password()
        member.save(update_fields=["password"])


@transaction.atomic
def confirm(member_id: int, *, now: datetime) -> Member:
    """The e-mail is theirs. A second time changes nothing."""
    member = _locked_member(member_id)
    if member.confirmed_at is None:
        member.confirmed_at = now
        member.save()
    return member


@transaction.atomic
def describe(*, by: Member, profile: Mapping[str, Any]) -> Member:
    """Change fields of PROFILE."""
    member = _locked_member(by.pk)
    for name in PROFILE:
        if name in profile:
            setattr(member, name, profile[name])
    member.save()
    return member


@transaction.atomic
def speak(*, by: Member, language: str, level: str) -> SpokenLanguage:
    """Add a language, or change its level."""
    member = _locked_member(by.pk)
    if not languages.is_known(language):
        raise ValidationError(_("We do not know this language."), code="unknown")
    others = member.languages.exclude(language=language)
    if others.count() >= LANGUAGES_AT_MOST:
        raise ValidationError(_("A profile holds at most %d languages.") % LANGUAGES_AT_MOST, code="too_many")
    spoken, _new = member.languages.update_or_create(language=language, defaults={"level": level})
    return spoken


@transaction.atomic
def unspeak(*, by: Member, language: str) -> None:
    _locked_member(by.pk).languages.filter(language=language).delete()


def show_photo(*, by: Member, file: IO[bytes], size: int) -> Member:
    """Redraw the picture and show it. Raises ValidationError as `square_picture` does, and `gone`."""
    # Before the transaction: drawing takes a while, and nobody is to wait for it.
    picture = square_picture(file, size, PHOTO_SIDE)
    with kept(PHOTO, picture, "webp", of=by) as photo, transaction.atomic():
        member = _locked_member(by.pk)
        forget(member.photo)
        member.photo = take_up(photo)
        member.save()
    return member


@transaction.atomic
def drop_photo(*, by: Member) -> Member:
    member = _locked_member(by.pk)
    forget(member.photo)
    member.photo = ""
    member.save()
    return member


@transaction.atomic
def stand(member_id: int, *, by: Member, standing: Mapping[str, bool], now: datetime) -> Member:
    """What staff decide of a member: `is_active`, `is_staff`, `is_superuser`, those of them that change.

    Who is blocked, or is no longer staff, is put out of open sockets at once; a session ends with the next request.
    What nobody can wait for any more, of who is blocked, is given up by the features that have it.
    """
    member = _locked_member(member_id)
    trusted = standing.keys() - {"is_active"}
    if not rules.may_block(by, member) or (trusted and not rules.may_entrust(by, member)):
        raise PermissionDenied
    for name, value in standing.items():
        setattr(member, name, value)
    member.save()
    revoke(member.pk)
    if standing.get("is_active") is False:
        registry.is_blocked(member.pk, now)
    return member


def erase_step(member: Member) -> None:
    """Nobody any more: without name, address, words and photo. Call it under the member's lock."""
    forget(member.photo)
    member.set_unusable_password()
    values = {
        "email": f"member-{member.pk}@{NOWHERE}",
        "name": FORMER,
        "folded_name": name_key(FORMER),
        **dict.fromkeys(("headline", "about", "country", "city", "photo"), ""),
        **dict.fromkeys(("is_staff", "is_superuser", "is_active"), False),
        "time_zone": "UTC",
        "password": member.password,
        "last_login": None,
    }
    # Not by `save`: it would index what is to be gone.
    Member.objects.filter(pk=member.pk).update(**values)
    revoke(member.pk)


@transaction.atomic
def make_administrator(*, email: str, name: str, now: datetime) -> Member:
    """For whoever runs the site, at its machine: a new account without a password, or whose the address is already."""
    found = locked(Member.objects).filter(email__iexact=email).first()
    member = found or Member(email=email.lower(), name=name, joined_at=now)
    if found is None:
        member.set_unusable_password()
    member.is_staff = member.is_superuser = member.is_active = True
    member.confirmed_at = member.confirmed_at or now
    member.full_clean(exclude=["password"])
    member.save()
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    return member


def _locked_member(member_id: int) -> Member:
    return locked(Member.objects).get(pk=member_id)
