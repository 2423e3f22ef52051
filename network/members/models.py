from typing import ClassVar, TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelsearch import index

from ground.places.countries import names_of as country_names
from ground.words import searching
from ground.words.columns import NameKeyField
from ground.words.oneline import HeadlineField, LineField, NameField
from network.members.offices import Office, loading, offices_of
from network.members.photo import PhotoStorage, path_of

Viewer: TypeAlias = "Member | AnonymousUser"


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Member":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class MemberQuerySet(models.QuerySet["Member"]):
    def for_list(self) -> "MemberQuerySet":
        """What a row of the directory shows."""
        return self.prefetch_related("languages", "memberships__organisation", *loading())

    def visible_to(self, member: "Viewer") -> "MemberQuerySet":
        """Members are seen by members. Who left, or has not confirmed their e-mail yet, is seen by nobody."""
        return self.here() if member.is_authenticated else self.none()

    def here(self) -> "MemberQuerySet":
        return self.filter(is_active=True, confirmed_at__isnull=False)


class Member(index.Indexed, AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the log-in; the name is as the person writes it."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = NameField(_("name"), max_length=120)
    folded_name = NameKeyField(of="name")
    headline = HeadlineField(_("what you do, in one line"), max_length=160, blank=True)
    about = models.TextField(_("about you"), max_length=4000, blank=True)
    country = CountryField(_("country"), blank=True)
    city = LineField(_("city"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language of the pages"), max_length=10, default="en")
    photo = models.ImageField(_("photo"), upload_to=path_of, storage=PhotoStorage(), blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(default=timezone.now, null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = MemberManager.from_queryset(MemberQuerySet)()

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
    def index_words(self) -> str:
        """What it is found by: its words, and its country's names in each language."""
        names = country_names(str(self.country))
        return searching.for_index([self.headline, self.about, self.city, *names], names=[self.name])

    @property
    def learnt_words(self) -> str:
        return f"{self.name} {self.headline} {self.about} {self.city}"

    @property
    def offices(self) -> list[Office]:
        """What the house knows them to be: drawn with a sign beside the name (ui/_offices.html)."""
        return offices_of(self)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


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
