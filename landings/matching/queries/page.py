"""The page of a match, as its firm, its host and the officer see it."""

from typing import Any

from landings.matching import rules, tellings
from landings.matching.models import Match
from landings.matching.queries.pages import landing_id_of, map_of, steps_of
from network.members.models import Member


def shown_to(member: Member, found: Match) -> dict[str, Any]:
    """What its page shows to this member, but for the form that declines."""
    side = rules.side_of(member, found)
    return {
        "match": found,
        "steps": steps_of(found.breakdown),
        "total": round(float(found.score), 1),
        "side": side,
        "my_yes": found.confirmed_at(side) if side else None,
        "may_withdraw": rules.may_withdraw(member, found),
        "history": tellings.history(found),
        "map": map_of(found),
        "landing_id": landing_id_of(found),
    }
