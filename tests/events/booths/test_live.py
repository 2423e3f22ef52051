from types import SimpleNamespace

import pytest

from realtime.kinds.stream_kinds import kind_named
from realtime.presence import state
from realtime.presence.broadcast import described
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def chips(monkeypatch):
    describe = lambda members: [state.Person(one, f"Member {one}", "") for one in members]  # noqa: E731
    monkeypatch.setattr(state, "_describe", [describe])


def named_at(kind, thing, *members):
    room = SimpleNamespace(kind=kind_named(kind), stream=thing.stream_id)
    return {chip["id"] for chip in described(room, {member.pk: "visible" for member in members}, "en")}


def visitors(show):
    doors = ("visible", "exhibitors", "private")
    return [*(made.visit(show, door=door) for door in doors), make_member()]


def test_rights_asked_together_are_those_asked_one_by_one_in_a_draft_and_in_the_open():
    booth, session = made.make_booth(), made.make_session()
    draft = made.make_draft()
    hall = made.make_hall(draft)
    people = [None, made.exhibitor_of(booth).pk, made.organiser_of(draft).pk, make_member().pk]
    of_kind = {"booth": [booth], "session": [session], "show": [booth.show, draft], "hall": [booth.hall, hall]}
    for name, those in of_kind.items():
        kind = kind_named(name)
        pairs = {(who, what.stream_id) for who in people for what in those}
        assert kind.hold(pairs) == {pair for pair in pairs if kind.may_read(*pair)}


def test_at_a_booth_only_staff_and_who_chose_it_are_named_to_everyone(chips):
    booth = made.make_booth()
    staff, (seen, *unseen) = made.exhibitor_of(booth), visitors(booth.show)
    assert named_at("booth", booth, staff, seen, *unseen) == {staff.pk, seen.pk}


def test_in_a_session_only_speakers_and_who_chose_it_are_named_to_everyone(chips):
    speaker = make_member()
    voice = made.sessions.Voice(name="Speaker", member_id=speaker.pk)
    session = made.make_session(speakers=[voice])
    seen, *unseen = visitors(session.show)
    assert named_at("session", session, speaker, seen, *unseen) == {speaker.pk, seen.pk}
