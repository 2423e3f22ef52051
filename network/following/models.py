from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django_countries.fields import CountryField

from network.members.models import Member
from network.organisations.models import Organisation


class FollowQuerySet(models.QuerySet["Follow"]):
    def by(self, member_id: int) -> "FollowQuerySet":
        return self.filter(member_id=member_id)

    def of_organisations(self) -> "FollowQuerySet":
        """Those whose pages are open still."""
        return self.filter(organisation__isnull=False, organisation__closed_at=None)

    def of_members(self) -> "FollowQuerySet":
        """Those who are here still."""
        return self.filter(followed__is_active=True, followed__confirmed_at__isnull=False)

    def of_markets(self) -> "FollowQuerySet":
        """Without a value: where one meets an index's condition, SQLite plans the statement anew at each asking."""
        return self.filter(organisation=None, followed=None)

    def by_those_here(self) -> "FollowQuerySet":
        return self.filter(member__is_active=True, member__confirmed_at__isnull=False)


class Follow(models.Model):
    """A member follows one thing: an organisation, another member (`followed`) or a country."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    followed = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    country = CountryField(blank=True)
    followed_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organisation"], name="network_follow_organisation_once"),
            models.UniqueConstraint(fields=["member", "followed"], name="network_follow_member_once"),
            models.UniqueConstraint(
                fields=["member", "country"], condition=~Q(country=""), name="network_follow_market_once"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, followed=None, country="")
                | Q(organisation=None, followed__isnull=False, country="")
                | (Q(organisation=None, followed=None) & ~Q(country="")),
                name="network_follow_of_one",
            ),
            models.CheckConstraint(
                condition=Q(followed=None) | ~Q(member=F("followed")), name="network_follow_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.organisation_id or self.followed_id or self.country}"
