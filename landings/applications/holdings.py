"""What is a member's here: applications that they wrote, and what they said about others' as reviewers."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landings.applications.models import Application, Decision, InformationRequest, Review
from network.mydata.registry import OF_A_CONTRACT, OF_AN_OFFICE, Holding, Holdings, Obstacle


def open_with(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Applications of theirs that nobody has decided."""
    for one in Application.objects.open().filter(applicant_id=member_id).select_related("programme").order_by("pk"):
        words = _("Your application to %(programme)s is not decided: wait, or withdraw it.")
        yield Obstacle(words % {"programme": one.programme.name}, reverse("landings:application", args=[one.pk]))


OWN = Holdings(
    "applications",
    gettext_lazy("Your applications and reviews"),
    (
        Holding(
            Application,
            of=("applicant",),
            name="applications",
            label=gettext_lazy("applications of your firms"),
            gives=(
                "programme__name",
                "firm__name",
                "state",
                "target_country",
                "cities",
                "starts_on",
                "stay_days",
                "travellers",
                "objectives",
                "wanted_services",
                "languages",
                "amount",
                "currency",
                "answers",
                "created_at",
                "submitted_at",
                "decided_at",
                "withdrawn_at",
            ),
            stays=OF_A_CONTRACT,
        ),
        Holding(
            InformationRequest,
            of=("answered_by",),
            name="answers",
            gives=("application_id", "question", "asked_at", "answer", "answered_at"),
            stays=OF_A_CONTRACT,
        ),
        Holding(
            Review,
            of=("reviewer",),
            name="reviews",
            label=gettext_lazy("reviews"),
            gives=(
                "application_id",
                "assigned_at",
                "recommendation",
                "comment",
                "submitted_at",
                "conflict_at",
                "conflict_reason",
            ),
            stays=OF_AN_OFFICE,
        ),
        Holding(InformationRequest, of=("asked_by",), because="an officer's act", stays=OF_AN_OFFICE),
        Holding(Decision, of=("by",), because="an officer's act, about a firm", stays=OF_AN_OFFICE),
    ),
)
