"""Every fact is told once, or said to be told to nobody; whoever shows events asks the same registry."""

from dataclasses import dataclass, fields

import pytest
from django.utils import timezone, translation

from network.feed.registry import all_sources
from network.members.models import Member
from realtime import notices
from realtime.streams import open_stream, publish
from realtime.streams.audiences import Audience
from realtime.streams.facts import CANNOT_BE_READ, all_names, fact, type_named, upcasts
from realtime.tellings import (
    Scene,
    by_field,
    facts_on,
    icon_to,
    kinds_told,
    lines,
    reasons_for_silence,
    registry,
    tellings_of,
    tells,
    tells_too,
    told_to_nobody,
    words_to,
)
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Asked

OURS = [name for name in all_names() if type_named(name).__module__.split(".")[0] != "tests"]


@fact("test.docked", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class Docked:
    member_id: int
    berth: int


@upcasts(Docked, from_version=1)
def _with_a_berth(payload):
    return {**payload, "berth": 7}


@fact("test.whispered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Whispered:
    loud: bool


@pytest.fixture(autouse=True)
def nothing_of_the_tests_stays(monkeypatch):
    for kept in ("_tellings", "_also", "_silence"):
        monkeypatch.setattr(registry, kept, dict(getattr(registry, kept)))


@pytest.fixture
def guest():
    return Scene(
        of=by_field("member_id"),
        rows=Member.objects.all,
        key="pk",
        fields={"guest": "name"},
        shaped=lambda row: {"url": f"/{row['guest']}/"},
    )


@pytest.fixture
def docked(guest):
    tells(
        Docked,
        here="%(who)s: berth %(berth)d",
        on=("test",),
        away="%(guest)s has docked",
        to={"test.harbour": "Your guest is at %(berth)d"},
        icon="anchor",
        tone="good",
        place=guest,
        who="member_id",
        face=True,
    )


@pytest.fixture
def happen(django_db_blocker, db):
    def publish_one(told, by=None):
        return publish(told, to=open_stream("test"), by=by, at=timezone.now())[0]

    return publish_one


@pytest.mark.parametrize("name", OURS)
def test_each_fact_is_told_or_said_to_be_told_to_nobody(name):
    assert bool(tellings_of(name)) != (name in reasons_for_silence()), "declare it in the feature's tellings.py"


def test_a_fact_that_nobody_thought_of_is_noticed():
    assert not tellings_of("test.question_asked") and "test.question_asked" not in reasons_for_silence()


def test_each_kind_of_notice_has_its_words_with_a_fact():
    declared = {kind.name for kind in notices.all_kinds() if not kind.name.startswith(("test.", "logbook."))}
    told = {kind for kind in kinds_told() if not kind.startswith(("test.", "logbook."))}
    assert told == declared


def test_what_the_feed_holds_is_told_away_from_the_thing():
    assert [name for source in all_sources() for name in source.names if not tellings_of(name)[0].away] == []


def test_the_last_of_several_ways_alone_is_without_condition():
    for name in OURS:
        assert all(one.when for one in tellings_of(name)[:-1])


def test_signs_are_drawn():
    from ground.ui.icons import icon

    assert all(icon(one.icon) for name in OURS for one in tellings_of(name))


def test_a_fact_is_told_in_one_place(docked):
    with pytest.raises(ValueError, match=r"test\.docked"):
        tells(Docked, to={"test.other": "Once more"}, icon="anchor")
    with pytest.raises(ValueError, match=r"test\.docked"):
        told_to_nobody(Docked, because="it is told")
    told_to_nobody(Whispered, because="nobody heard")
    with pytest.raises(ValueError, match=r"test\.whispered"):
        tells(Whispered, to={"test.other": "Aloud"}, icon="anchor")


def test_words_before_a_thing_need_a_timeline():
    with pytest.raises(ValueError, match="go together"):
        tells(Whispered, here="Somebody whispered", icon="anchor")


def test_here_away_and_to_whom_it_concerns(docked, happen):
    ada = make_member(name="Ada")
    event = happen(Docked(member_id=ada.pk, berth=3))
    [here], [away] = lines([event], on="test"), lines([event])
    assert (here.text, here.icon, here.tone, here.url, here.face) == ("Ada: berth 3", "anchor", "good", "", None)
    assert (away.text, away.url, away.face.name) == ("Ada has docked", "/Ada/", "Ada")
    assert lines([event], on="elsewhere") == []
    assert words_to("test.harbour", "test.docked", {"berth": 3}) == "Your guest is at 3"
    assert facts_on("test") == ["test.docked"]


def test_who_did_it_stands_beside_what_was_done_to_another(docked, happen):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    by_bo, by_herself = (happen(Docked(member_id=ada.pk, berth=3), by=who.pk) for who in (bo, ada))
    assert [line.by for line in lines([by_bo, by_herself], on="test")] == ["Bo", ""]


def test_lines_of_one_page_ask_the_database_once(docked, happen, count_queries):
    events = [happen(Docked(member_id=make_member().pk, berth=3), by=make_member().pk) for _ in range(3)]
    assert count_queries(lambda: lines(events[:1])) == count_queries(lambda: lines(events)) == 1
    assert count_queries(lambda: lines([])) == 0


def test_what_a_line_is_about_may_be_gone(docked, guest, happen):
    for nobody in (0, 10**30):
        event = happen(Docked(member_id=nobody, berth=3))
        assert lines([event]) == []
        assert [line.text for line in lines([event], on="test")] == ["Somebody: berth 3"]


def test_an_older_version_is_told_as_the_newest(docked, happen):
    event = happen(Docked(member_id=make_member(name="Ada").pk, berth=3))
    event.payload, event.version = {"member_id": event.payload["member_id"]}, 1
    assert [line.text for line in lines([event], on="test")] == ["Ada: berth 7"]


@pytest.mark.parametrize("payload", [{}, [], {"member_id": "x", "berth": None}, {"member_id": True, "berth": 1}])
def test_what_cannot_be_read_is_said_to_be_that_and_never_raises(docked, happen, payload):
    event = happen(Docked(member_id=1, berth=3))
    event.payload = payload
    assert [line.text for line in lines([event], on="test")] == [str(CANNOT_BE_READ)]
    assert lines([event]) == lines([event], on="elsewhere") == lines([event], on="test", unreadable=False) == []
    event.fact = "nobody.knows"
    assert [line.text for line in lines([event], on="test")] == [str(CANNOT_BE_READ)]


def test_a_notice_whose_words_were_others_is_said_to_be_that(docked):
    assert words_to("test.harbour", "test.docked", {}) == str(CANNOT_BE_READ)
    assert words_to("test.nothing", "test.docked", {}) is None


def test_a_notice_has_the_sign_of_its_fact(docked):
    assert (icon_to("test.harbour", "test.docked"), icon_to("test.tug", "test.docked")) == ("anchor", "anchor")
    assert icon_to("test.harbour", "nobody.knows") == "bell"


def test_a_higher_feature_has_words_for_a_lower_ones_fact(docked):
    tells_too(Docked, to={"test.tug": "A tug is wanted at %(berth)d"})
    assert words_to("test.tug", "test.docked", {"berth": 4}) == "A tug is wanted at 4"


def test_some_read_less_than_others(happen):
    bo = make_member(name="Bo")
    how = {"here": "Psst", "on": ("test",), "icon": "anchor"}
    tells(Whispered, when=lambda told: told.loud, named=Audience.STAFF, **how)
    tells(Whispered, audience=Audience.STAFF, **how)
    events = [happen(Whispered(loud=loud), by=bo.pk) for loud in (True, False)]
    assert [line.by for line in lines(events, on="test", audience=Audience.STAFF)] == ["Bo", "Bo"]
    assert [line.by for line in lines(events, on="test")] == [""]


def test_words_are_those_of_the_language_that_is_active(happen):
    from landings.placements.facts import LandingStarted

    event = happen(LandingStarted(landing_id=1))
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            [said[language]] = (line.text for line in lines([event], on="landing"))
    assert said["en"] == "The stay began" != said["fr"]


def test_nothing_but_the_registry_words_facts():
    assert {one.name for one in fields(notices.NoticeKind)} == {"name", "label", "mail", "own_mail", "says"}
    assert not tellings_of(registry.facts.name_of(Asked))
