from ground.web.policies import OWN, everyone, members, only
from realtime.kinds.stream_kinds import all_kinds


def test_policies_and_kinds_of_stream_can_be_told_apart_in_sets():
    """The guard asks each right once: it gathers them in a set."""
    assert len({everyone(), members(), only(officer=OWN), only(officer=OWN)}) == 3
    assert len(set(all_kinds())) == len(all_kinds())
