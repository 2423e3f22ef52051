"""Who is where, as their browsers would say."""

import pytest

from realtime import presence


@pytest.fixture
def here(monkeypatch):
    """`here(booth, member, …)` puts members into a room; `here(booth)` empties it."""
    there = {}
    monkeypatch.setattr(presence, "here_in", lambda streams: {one: sorted(there.get(one, ())) for one in streams})

    def come(thing, *members):
        there[thing.stream_id] = {member.pk for member in members}

    return come
