from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.shows.models import Hall, Show
from ground.words.oneline import HeadlineField, LineField, TitleField
from network.members.models import Member, Viewer
from network.organisations.models import Organisation
from realtime.streams import Living


class BoothQuerySet(models.QuerySet["Booth"]):
    def visible_to(self, viewer: Viewer) -> "BoothQuerySet":
        """The booths of every show that the viewer sees. One that was withdrawn is gone for all."""
        return self.filter(withdrawn_at=None, show__in=Show.objects.visible_to(viewer))

    def standing(self) -> "BoothQuerySet":
        return self.filter(withdrawn_at=None).for_list()

    def staffed_by(self, member: Member) -> "BoothQuerySet":
        return self.filter(withdrawn_at=None, staff__member=member)

    def going(self) -> "BoothQuerySet":
        """Those of shows that are not over."""
        return self.filter(withdrawn_at=None, show__closed_at=None)

    def for_list(self) -> "BoothQuerySet":
        return self.select_related("firm", "hall", "show").order_by("hall__position", "place", "pk")


class Booth(Living):
    show = models.ForeignKey(Show, on_delete=models.PROTECT, related_name="booths")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="booths")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="booths")
    place = LineField(_("place on the floor"), max_length=8)
    headline = HeadlineField(_("in one line"), max_length=160, blank=True)
    about = models.TextField(_("what visitors find here"), max_length=4000, blank=True)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = BoothQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["show", "firm"], condition=Q(withdrawn_at=None), name="events_booth_of_firm_once"
            ),
            models.UniqueConstraint(fields=["hall", "place"], condition=Q(withdrawn_at=None), name="events_place_once"),
        ]
        indexes = [models.Index(fields=["hall", "place", "id"], name="events_booth_floor")]

    def __str__(self) -> str:
        return f"{self.firm} at {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("events:booth", args=[self.pk])


class BoothStaff(models.Model):
    """A member who stands at the booth: the exhibitor."""

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="staff")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="booths_staffed")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["booth", "member"], name="events_booth_staff_once")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.booth_id}"


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, viewer: Viewer) -> "SheetQuerySet":
        return self.filter(booth__in=Booth.objects.visible_to(viewer))


class Sheet(models.Model):
    """A product or service to read about, with a file to take home."""

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="sheets")
    title = TitleField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    file = models.FileField(_("file to download"), upload_to="sheets/%Y/", blank=True)
    file_name = LineField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    """A member was seen at a booth on a day of the show, in its zone: counted once, however often they came."""

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="visits")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booth", "on", "member"], name="events_visit_once")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.booth_id} on {self.on}"


class Pulse(models.Model):
    """What the floor was last told about a booth: a mark of who was there."""

    booth = models.OneToOneField(Booth, on_delete=models.CASCADE, primary_key=True, related_name="pulse")
    mark = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pulse of {self.booth_id}"
