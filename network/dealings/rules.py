"""Who may say what of a dealing, and until when."""

from collections.abc import Collection
from datetime import datetime

from ground.places.civil_time import civil
from ground.places.zones import zone_named
from network.dealings.kinds import Speech, kind_named
from network.dealings.models import Dealing, Party
from network.members.models import Member
from network.organisations.models import Membership


def may_speak_of(member: Member, dealing: Dealing, speech: Speech, *, now: datetime) -> bool:
    """One who was there, of what its kind allows, until it closes: by the calendar where the member is."""
    allowed = speech in kind_named(dealing.kind).allows
    return allowed and is_open(dealing, member, now=now) and speaks_for(member, dealing) is not None


def is_open(dealing: Dealing, member: Member, *, now: datetime) -> bool:
    return civil(now, zone_named(member.time_zone)).on < dealing.closes_on


def speaks_for(member: Member, dealing: Dealing, *, of: Collection[int] | None = None) -> Party | None:
    """The party for which the member speaks: who was there, else anybody of the organisation while it is open.

    Who belongs to both sides speaks for neither: nobody praises themselves. `of` are the member's organisations, where
    they are known already.
    """
    if not member.is_active:
        return None
    own = organisations_of(member) if of is None else of
    parties = list(dealing.parties.all())
    belongs = [party for party in parties if party.member_id == member.pk or party.organisation_id in own]
    if len(belongs) != 1:
        return None
    party = belongs[0]
    return party if party.member_id in (None, member.pk) else None


def organisations_of(member: Member) -> set[int]:
    """The keys of those that are open, of the member's own."""
    open_ones = Membership.objects.filter(member_id=member.pk, organisation__closed_at=None)
    return set(open_ones.values_list("organisation_id", flat=True))
