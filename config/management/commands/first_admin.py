"""`manage.py first_admin ADDRESS`: the first administrator of a new site, who makes others among the staff's pages."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from ground.words.names import honest_name
from network.members import actions
from network.members.models import Member


class Command(BaseCommand):
    help = "Make the first administrator: a new member, or one who has signed up. Prints where to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS")
        parser.add_argument("--name", default="", help="how the site calls them; without it, as their address begins")
        parser.add_argument("--another", action="store_true", help="although there is an administrator who can log in")

    def handle(self, *, address: str, name: str, another: bool, **options: Any) -> None:
        there = Member.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if there and not another:
            raise CommandError(f"{there.email} is an administrator already, and makes others. See --another.")
        try:
            validate_email(address)
            name = name or _name_of(address)
            member = actions.make_administrator(email=address, name=name, now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{member.email} is an administrator of {settings.SITE_URL}.")
        if not member.has_usable_password():
            self.stdout.write(f"Who opens this address within three days chooses the password:\n  {_link(member)}")


def _name_of(address: str) -> str:
    """As the address begins, unless that is a name which is kept, as `admin` is; it can be changed in the profile."""
    try:
        honest_name(address.partition("@")[0])
    except ValidationError:
        return "Keeper"
    return address.partition("@")[0]


def _link(member: Member) -> str:
    key = f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.SITE_URL.rstrip('/')}{path}"
