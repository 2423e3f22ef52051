"""What is a member's here: what they were asked, and what they answered. What the other said stays between others."""

from django.utils.translation import gettext_lazy as _

from network.introductions.models import Introduction, MeetingTime, Side
from network.mydata.registry import OF_AN_OFFICE, SAID_TO_OTHERS, Holding, Holdings, emptied

OWN = Holdings(
    "introductions",
    _("Your introductions"),
    (
        Holding(
            Side,
            of=("member",),
            name="asked",
            label=_("introductions"),
            gives=("introduction__firm__name", "introduction__blurb", "asked_at", "answer", "answered_at"),
            goes=emptied(digest="", nonce=""),
            stays=OF_AN_OFFICE,
        ),
        Holding(
            Introduction,
            of=("commissioner",),
            name="arranged",
            gives=("firm__name", "blurb", "proposed_at", "outcome", "closed_at"),
            stays=OF_AN_OFFICE,
        ),
        Holding(
            MeetingTime,
            of=("suggested_by", "accepted_by"),
            name="meeting_times",
            gives=("starts_at", "minutes", "suggested_at", "accepted_at"),
            stays=SAID_TO_OTHERS,
        ),
    ),
)
