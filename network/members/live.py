"""How members look in lists of who is here."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from network.members.models import Member
from network.members.registry import loading
from realtime import presence
from realtime.presence import Person


def people(ids: Sequence[int]) -> list[Person]:
    present = Member.objects.filter(pk__in=ids, is_active=True).order_by("folded_name", "id")
    return [Person(member.pk, member.name, _chip(member)) for member in present.prefetch_related(*loading())]


def _chip(member: Member) -> str:
    return render_to_string("network/members/_present.html", {"person": member}).strip()


presence.describe_with(people)
