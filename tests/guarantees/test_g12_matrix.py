"""G12: nobody sees or does what they may not, by any door."""

import pytest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.test import override_settings
from django.urls import include, path

from ground.web.policies import ANY, OWN, everyone, only, route
from network.members.models import Member
from realtime.kinds import stream_kinds
from realtime.kinds.stream_kinds import StreamKind
from tests.factories.members import make_member
from tests.guarantees import worlds
from tests.guarantees.laboratory.cast import cast, drawn
from tests.guarantees.matrix import VISITOR, as_finance, doors, faults
from tests.guarantees.worlds import World
from tests.roles import ROLES

__all__ = ["cast", "drawn"]
worlds.gather()
# Kinds of stream that the hub's own tests make up.
OF_THE_TESTS = {"test", "room", "plain"}
KINDS = [kind for kind in stream_kinds.all_kinds() if kind.name not in OF_THE_TESTS]


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name or door.where)
def test_every_door_keeps_what_it_declares(door, cast):
    assert faults(door, cast) == []


OFFICERS = [door for door in doors() if door.policy and door.policy.door == "roles" and "officer" in door.policy.reach]


@pytest.mark.parametrize("door", OFFICERS, ids=lambda door: door.name)
def test_finance_of_a_programme_reads_what_it_pays_by_every_door(door, cast):
    """Grants, claims, receipts, the landing; not applications, reviews, matches, days and letters of its programme."""
    answers = as_finance(door, cast) or {}
    if "finance" in door.policy.reach:
        assert not {403, 404, 405, 500} & set(answers.values()), answers
    else:
        assert set(answers.values()) <= {403, 404}, answers


@pytest.mark.parametrize(
    "kind", [k for k in stream_kinds.all_kinds() if k.name not in OF_THE_TESTS], ids=lambda kind: kind.name
)
def test_every_stream_keeps_what_it_declares(kind, cast):
    assert stream_faults(kind, cast) == []


def stream_faults(kind, cast):
    world = worlds.world_of_stream(kind.name, cast)
    if world is None:
        return [f"no world for streams of kind {kind.name}"]
    found = []
    for role in (VISITOR, *ROLES):
        member = None if role == VISITOR else cast.member(role).pk
        for what, stream, allowed in _stream_probes(kind.who, world, role):
            if kind.may_read(member, stream["stream_id"]) != allowed:
                found.append(f"{kind.name} as {role} for {what}: must be {'open' if allowed else 'refused'}")
    return found


def _stream_probes(policy, world, role):
    is_open = policy.door == "open"
    reach = ANY if is_open else (None if role == VISITOR else policy.reach_of(role))
    yield "nothing", world.absent, False
    if world.closed is not None:
        yield "a closed object", world.closed, False
    yield "another's", world.other, reach == ANY
    for owner, stream in world.own.items():
        if owner == role or stream == world.own.get(role):
            yield "its own", stream, reach is not None
        elif reach != ANY:
            yield f"the {owner}'s", stream, False


@pytest.mark.parametrize(
    "kind", [k for k in stream_kinds.all_kinds() if k.hold is not None], ids=lambda kind: kind.name
)
def test_rights_asked_together_are_those_asked_one_by_one(kind, cast):
    world = worlds.world_of_stream(kind.name, cast)
    streams = [one for one in (world.other, world.absent, world.closed, *world.own.values()) if one is not None]
    away = make_member(is_active=False)
    people = [None, away.pk, 999_999_999, *(cast.member(role).pk for role in ROLES)]
    pairs = {(member, stream["stream_id"]) for member in people for stream in streams}
    alone = {(member, stream) for member, stream in pairs if kind.may_read(member, stream)}
    assert alone
    assert set(kind.hold(pairs)) == alone
    assert set(kind.hold(set())) == set()


# The matrix must catch what it is for: its negative controls.


def careless(request, member_id):
    return HttpResponse(get_object_or_404(Member, pk=member_id).email)


def careful(request, member_id):
    return HttpResponse(get_object_or_404(Member, pk=member_id, id=request.user.pk).email)


def chatty(request, member_id):
    if member_id != request.user.pk:
        return HttpResponse(f"{'not yours' if Member.objects.filter(pk=member_id) else 'none'}", status=404)
    return HttpResponse("yours")


canaries = [
    route("careless/<int:member_id>/", careless, name="careless", who=only(member=OWN)),
    route("careful/<int:member_id>/", careful, name="careful", who=only(member=OWN)),
    route("chatty/<int:member_id>/", chatty, name="chatty", who=only(member=OWN)),
    route("open/<int:member_id>/", careless, name="open", who=everyone()),
    path("undeclared/", lambda request: HttpResponse("hello"), name="undeclared"),
]
urlpatterns = [path("", include((canaries, "canary"))), path("account/", include("allauth.urls"))]


@pytest.fixture
def member_world():
    def members(cast):
        own = {role: {"member_id": cast.member(role).pk} for role in ROLES}
        return World(own=own, other={"member_id": make_member().pk}, absent={"member_id": 999_999_999})

    before = dict(worlds._by_route)
    for canary in ("careless", "careful", "chatty", "open"):
        worlds._by_route[f"canary:{canary}"] = members
    yield
    worlds._by_route.clear()
    worlds._by_route.update(before)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("careful", None),
        ("careless", "answered 200 where hidden was declared"),
        ("chatty", "what is hidden reads otherwise than what is absent"),
        ("open", None),
        ("undeclared", "declares no policy"),
    ],
)
def test_the_matrix_catches_canaries(member_world, cast, name, complaint):
    with override_settings(ROOT_URLCONF=__name__):
        door = next(door for door in doors(__name__) if door.name == f"canary:{name}")
        found = faults(door, cast)
    assert found == [] if complaint is None else any(complaint in fault for fault in found)


def test_the_matrix_catches_an_unguarded_stream(cast):
    kind = StreamKind("tray", may_read=lambda member, stream: stream < 999_999_999, who=only(member=OWN))
    assert any("another's" in fault for fault in stream_faults(kind, cast))
