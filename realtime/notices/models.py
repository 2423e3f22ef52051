from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime import tellings
from realtime.jobs.mail import Mail
from realtime.notices.kinds import kind_named
from realtime.streams import Event, Living


class Way(models.TextChoices):
    """How a member is told of a kind. What is not in the tray is not mailed either."""

    MAIL = "mail", _("Mail soon")
    DIGEST = "digest", _("Daily mail")
    TRAY = "tray", _("Only here")
    NONE = "none", _("Not at all")


class Tray(Living):
    """A member's notices: the stream behind the badge."""

    member = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"tray of {self.member}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, member: int) -> "NoticeQuerySet":
        """The member's, as far as their cause still stands."""
        return self.filter(recipient=member, gone_at=None)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None, gone_at=None)


class Notice(models.Model):
    """`about` is what it shares a line of the tray and a mail with: a thread, a conversation; else it stands alone."""

    recipient = models.BigIntegerField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=400)
    about = models.CharField(max_length=80, default="", db_default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="realtime_notice_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="realtime_notice_newest"),
            models.Index(fields=["recipient", "about", "-id"], name="realtime_notice_about"),
            models.Index(fields=["recipient", "path"], name="realtime_notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"

    @property
    def icon(self) -> str:
        """The sign of what it tells. Load `event` with it."""
        return tellings.icon_to(self.kind, self.event.fact)

    @property
    def sentence(self) -> str:
        """The notice in words, in the active language. Load `event` with it."""
        kind = kind_named(self.kind)
        return tellings.words_to(self.kind, self.event.fact, self.params) or str(kind.label if kind else self.kind)


class Muted(models.Model):
    """A member wants no notices of a kind by a medium: `tray` not at all, `mail` no mail, `now` no mail at once."""

    member = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    medium = models.CharField(max_length=10, choices=[("tray", "tray"), ("mail", "mail"), ("now", "now")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind", "medium"], name="realtime_muted_once")]

    def __str__(self) -> str:
        return f"{self.member} mutes {self.kind} by {self.medium}"


class MailHours(models.Model):
    """From one time of the member's day until another, which may be of the next day, no notice is mailed."""

    member = models.BigIntegerField(unique=True)
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quiet_from=F("quiet_until")), name="realtime_quiet_hours_last")
        ]

    def __str__(self) -> str:
        return f"quiet for {self.member} from {self.quiet_from} to {self.quiet_until}"
