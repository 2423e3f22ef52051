"""The profile as its pages need it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.places.zones import shared_hours
from network.members.models import Member
from network.members.registry import profile_parts
from realtime.kinds.stream_kinds import Pair
from realtime.streams import Stream

LABELS: dict[str, str | Promise] = {
    "who": _("Who you are"),
    "where": _("Where you are"),
    "languages": _("Languages"),
    "photo": _("Photo"),
    "about": _("About you"),
}


ICONS = {"who": "user-round", "where": "map-pin", "languages": "languages", "photo": "camera", "about": "text-quote"}


@dataclass(frozen=True, slots=True)
class Step:
    slug: str
    label: str | Promise
    done: bool

    @property
    def icon(self) -> str:
        return ICONS[self.slug]


def steps(member: Member) -> list[Step]:
    """The steps of a profile, each done or not yet."""
    done = {
        "who": bool(member.name and member.headline),
        "where": bool(member.country and member.city),
        "languages": member.languages.exists(),
        "photo": bool(member.photo),
        "about": bool(member.about),
    }
    return [Step(slug, label, done[slug]) for slug, label in LABELS.items()]


def own_page(member: Member) -> dict[str, Any]:
    found = steps(member)
    return {
        "steps": found,
        "done": sum(step.done for step in found),
        "first_open": next((step for step in found if not step.done), None),
        "memberships": member.memberships.filter(organisation__closed_at=None).select_related("organisation"),
    }


def step_page(member: Member, slug: str) -> dict[str, Any]:
    """One step with the trail of all, and the one that follows."""
    following = after(slug)
    trail = [
        {
            "label": step.label,
            "state": "now" if step.slug == slug else "done" if step.done else "next",
            "url": "" if step.slug == slug else reverse("network:step", args=[step.slug]),
        }
        for step in steps(member)
    ]
    return {
        "step": slug,
        "heading": LABELS[slug],
        "trail": trail,
        "following": following,
        "following_label": LABELS.get(following, ""),
        "spoken": list(member.languages.all()) if slug == "languages" else [],
    }


def after(slug: str) -> str:
    """The step that follows, or nothing after the last."""
    slugs = [*LABELS, ""]
    return slugs[slugs.index(slug) + 1]


@dataclass(frozen=True, slots=True)
class Profile:
    """`parts` are what higher features add: a template, and the words that it is drawn with."""

    member: Member
    own: bool
    hours_shared: float
    parts: Sequence[tuple[str, dict[str, Any]]] = ()

    @property
    def stream(self) -> Stream | None:
        """What the page follows, where a part has something that moves."""
        return next((words["stream"] for _template, words in self.parts if "stream" in words), None)

    @property
    def hours_to_count(self) -> int:
        """For the plural: half an hour more is already several."""
        return ceil(self.hours_shared)


def profile(member: Member, viewer: Member, now: datetime) -> Profile:
    """A member's page as another member, or they themselves, see it."""
    own = member.pk == viewer.pk
    return Profile(
        member=member,
        own=own,
        hours_shared=shared_hours(viewer.time_zone, member.time_zone, now),
        parts=[(one.template, one.shown(member, viewer, now)) for one in profile_parts() if one.own or not own],
    )


def holding(
    pairs: Collection[Pair],
    *,
    may_read: Callable[[int | None, int], bool],
    everyone: Iterable[int] = (),
    members: Iterable[int] = (),
) -> set[Pair]:
    """Of (member, stream), those that hold where some streams are open to everyone and some to every member.

    The rule itself, `may_read`, is asked for each pair of what is left: those rooms are small.
    """
    asked = {member for member, _stream in pairs if member is not None}
    active = set(Member.objects.filter(pk__in=asked, is_active=True).values_list("pk", flat=True))
    to_all, to_members = set(everyone), set(members)
    return {
        (member, stream)
        for member, stream in pairs
        if stream in to_all or (stream in to_members and member in active) or may_read(member, stream)
    }
