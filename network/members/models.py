from pathlib import PurePath
from typing import Any, ClassVar, Final, TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelsearch import index

from ground.places.countries import names_of as country_names
from ground.tables.worded import Worded
from ground.words import searching
from ground.words.columns import NameKeyField
from ground.words.oneline import HeadlineField, LineField, NameField
from network.members.registry import Offices, loading


class MemberRequest(HttpRequest):
    """A request through a door that only members pass: its user is a member."""

    user: "Member"


Viewer: TypeAlias = "Member | AnonymousUser"


FORMER: Final = gettext_noop("A former member")
"""What somebody is called whose account was erased. It is kept in English, and read in the reader's language."""
NOWHERE: Final = "erased.invalid"
"""Where the address of such a one leads: no mail goes there (RFC 2606)."""


class PersonNameField(NameField):
    """A member's name; that of a former member is read in the language of whoever reads."""

    def from_db_value(self, value: str, *_asked: object) -> str:
        return gettext(FORMER) if value == FORMER else value


def photo_url(pk: int, photo: str) -> str:
    """Where the photo of this name is seen, of the member of this key. Empty where there is none."""
    return reverse("network:photo", args=[pk]) + f"?v={PurePath(photo).stem}" if photo else ""


def photo_path(member: "Member", _name: str) -> str:
    return f"photos/{member.pk}/{get_random_string(10)}.webp"


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Member":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get(self, *args: Any, **kwargs: Any) -> "Member":
        """By the key alone, as every request asks who calls, it is asked by a statement that is worded once.

        Not so where others than all members are meant: the manager of a relation is of a class made from this one.
        """
        key = kwargs.get("pk")
        if args or len(kwargs) > 1 or type(key) is not int or type(self) is not type(Member.objects):
            return super().get(*args, **kwargs)
        found = _BY_KEY.first(key=key)
        if found is None:
            raise Member.DoesNotExist(f"there is no member {key}")
        return found

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class MemberQuerySet(models.QuerySet["Member"]):
    def for_list(self) -> "MemberQuerySet":
        """What a row of the directory shows."""
        belonging = self.model._meta.get_field("memberships").related_model._default_manager
        memberships = models.Prefetch("memberships", belonging.select_related("organisation"))
        return self.prefetch_related("languages", memberships, *loading())

    def visible_to(self, member: "Viewer") -> "MemberQuerySet":
        """Members are seen by members. Who left, or has not confirmed their e-mail yet, is seen by nobody."""
        return self.here() if member.is_authenticated else self.none()

    def here(self) -> "MemberQuerySet":
        return self.filter(is_active=True, confirmed_at__isnull=False)


class Member(index.Indexed, AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the log-in; the name is as the person writes it."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = PersonNameField(_("name"), max_length=120)
    folded_name = NameKeyField(of="name")
    headline = HeadlineField(_("what you do, in one line"), max_length=160, blank=True)
    about = models.TextField(_("about you"), max_length=4000, blank=True)
    country = CountryField(_("country"), blank=True)
    city = LineField(_("city"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language of the pages"), max_length=10, default="en")
    photo = models.ImageField(_("photo"), upload_to=photo_path, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(default=timezone.now, null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = MemberManager.from_queryset(MemberQuerySet)()
    # What the house knows them to be: drawn with a sign beside the name (ui/_offices.html).
    offices = Offices()

    # Indexed where the directory says so (tasks.py), not at every save.
    search_auto_update = False
    search_fields: ClassVar[list[index.BaseField]] = [index.AutocompleteField("index_words")]
    searched: ClassVar[frozenset[str]] = frozenset({"name", "headline", "about", "city", "country"})

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="network_member_email_once")]
        indexes = [models.Index(fields=["folded_name", "id"], name="network_member_folded")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("network:member", args=[self.pk])

    @property
    def is_erased(self) -> bool:
        """Nothing of them is here but the place that what stays belongs to."""
        return self.email.endswith(f"@{NOWHERE}")

    @property
    def index_words(self) -> str:
        """What it is found by: its words, and its country's names in each language."""
        names = country_names(str(self.country))
        return searching.for_index([self.headline, self.about, self.city, *names], names=[self.name])

    @property
    def learnt_words(self) -> str:
        return f"{self.name} {self.headline} {self.about} {self.city}"

    @property
    def photo_url(self) -> str:
        """Where members see the photo; it changes with the photo. Empty where there is none."""
        return photo_url(self.pk, str(self.photo))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


_BY_KEY: Final = Worded(lambda key: Member.objects.filter(pk=key))


def someone(key: int, **known: object) -> Member:
    """A member of whom only the key is known, and what else is said, to word a statement that is asked for each: it
    cannot decide by more.
    """
    return Member.from_db(None, ["id", *known], [key, *known.values()])


class SpokenLanguage(models.Model):
    """A language that a member speaks, with its level of the Common European Framework (A1 to C2)."""

    LEVELS = [(level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")]

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)
    level = models.CharField(max_length=2, choices=LEVELS, default="C1")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "language"], name="network_spoken_once")]
        ordering = ["-level", "language"]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"
