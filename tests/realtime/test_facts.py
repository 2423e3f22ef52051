"""Facts are stored for ever: whatever version of whichever fact is read, and never an error."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from network.forums.facts import Replied
from realtime.jobs import handlers, queue
from realtime.kinds import pieces
from realtime.streams import Event, audiences, facts, open_stream, publish
from realtime.streams.audiences import Audience, as_json, lets_see
from realtime.streams.facts import Unknown, fact_from
from tests.realtime.facts_for_tests import Happened
from tests.realtime.facts_record import recorded, shape_of
from tests.realtime.test_queue import note

RECORD = recorded()
DECLARED = [name for name in facts.all_names() if not facts.type_named(name).__module__.startswith("tests.")]
VERSIONS = [(name, version) for name, versions in RECORD.items() for version in versions]
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=5,
)
EXAMPLES = {"int": 7, "str": "x", "bool": True, "list[str]": ["x"], "list[int]": [7], "int | None": None}
EXAMPLES["list[list[int | str]]"] = [[7, "x"]]


def payload(shape, *, whole):
    """One that this version may have had; without `whole`, only what had to be given."""
    given_fields = {name: kind for name, kind in shape.items() if whole or " = " not in kind}
    return {name: EXAMPLES[kind.removesuffix(" = …")] for name, kind in given_fields.items()}


@pytest.mark.parametrize("name", DECLARED)
def test_a_fact_has_the_fields_that_its_version_is_recorded_with(name):
    fact_type = facts.type_named(name)
    version = facts.version_of(fact_type)
    assert RECORD.get(name, {}).get(version) == shape_of(fact_type), (
        f"{name} has other fields than version {version} of it is recorded with, and events of that are stored. "
        f"If it is new: `python -m tests.realtime.facts_record`. If you changed it: raise its version to {version + 1} "
        f"(`@fact({name!r}, version={version + 1})`), "
        f"say with `@upcasts({fact_type.__name__}, from_version={version})` what an older payload means now, "
        "then record it by the same command."
    )


def test_no_fact_that_was_ever_stored_is_taken_away():
    gone = sorted(set(RECORD) - set(DECLARED))
    assert gone == [], f"events of {gone} are stored, and nobody could read them: keep the facts, publish them no more"


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_each_version_of_each_fact_reads(name, version, whole):
    told = fact_from(name, payload(RECORD[name][version], whole=whole), version)
    assert type(told) is facts.type_named(name), told


@given(some.sampled_from([*DECLARED, "nobody.knows"]), JSON, some.integers(-1, 3))
def test_whatever_is_stored_is_a_fact_of_its_types_or_unknown(name, stored, version):
    told = fact_from(name, stored, version)
    assert isinstance(told, Unknown) or facts.name_of(type(told)) == name


@given(some.fixed_dictionaries({}, optional={"thread_id": JSON, "post_id": JSON, "number": JSON, "more": JSON}))
def test_a_payload_with_a_wrong_or_a_missing_field_is_unknown(stored):
    good = all(type(stored.get(name)) is int for name in ("thread_id", "post_id", "number"))
    told = fact_from("thread.replied", stored)
    assert isinstance(told, Replied) == good
    assert good or set(told.why.rpartition(" no good ")[2].split(", ")) <= {"thread_id", "post_id", "number"}


@pytest.fixture
def grown(monkeypatch):
    """A fact that has had three versions: its `words` were called `text`, and `tone` came later."""
    for name in ("_names", "_types", "_upcasts"):
        monkeypatch.setattr(facts, name, dict(getattr(facts, name)))

    @facts.fact("test.grown", version=3)
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Grown:
        words: str
        tone: str

    @facts.upcasts(Grown, from_version=1)
    def _renamed(old):
        return {"words": old["text"]}

    @facts.upcasts(Grown, from_version=2)
    def _toned(old):
        return {**old, "tone": "plain"}

    return Grown


def test_older_payloads_are_read_by_their_upcasters(grown):
    assert fact_from("test.grown", {"text": "x"}, 1) == grown(words="x", tone="plain")
    assert fact_from("test.grown", {"words": "x"}, 2) == grown(words="x", tone="plain")
    assert fact_from("test.grown", {"words": "x", "tone": "hot"}, 3) == grown(words="x", tone="hot")
    # A newer process wrote it, in a rolling restart: what is known of it is read.
    assert fact_from("test.grown", {"words": "x", "tone": "hot", "more": 1}, 4) == grown(words="x", tone="hot")


def test_what_an_upcaster_cannot_read_is_unknown(grown):
    assert fact_from("test.grown", {"words": "x"}, 1).why == "its payload of version 1 cannot be read: KeyError"


@pytest.mark.parametrize("version", [0, 1, 3])
def test_an_upcaster_has_its_place(grown, version):
    with pytest.raises(ValueError, match="no place"):
        facts.upcasts(grown, from_version=version)(dict)


def unreadable(stream, **change):
    with transaction.atomic():
        [event] = publish(Happened(what="x"), to=stream, by=None, at=timezone.now())
    Event.objects.filter(pk=event.pk).update(**change)
    return Event.objects.select_related("stream").get(pk=event.pk)


BROKEN = [{"fact": "nobody.knows"}, {"payload": []}, {"payload": {"what": 3}}]


@pytest.mark.django_db
@pytest.mark.parametrize("change", BROKEN)
def test_an_event_that_cannot_be_read_holds_nothing_up(change):
    event = unreadable(open_stream("test"), **change)
    assert not event.is_known
    assert pieces.pieces_of(event, "test") == []
    assert as_json(event, Audience.STAFF)["fields"] == {}


@pytest.mark.django_db(transaction=True)
def test_a_job_for_an_event_that_cannot_be_read_says_so():
    assert handlers.handler_named(f"{note.__module__}.note")
    event = unreadable(open_stream("test"), payload={})
    queue.run_due(now=timezone.now())
    [job] = queue.Job.objects.filter(event=event)
    assert job.error == "LookupError: the event cannot be read: its payload of version 1 has no good what"


@pytest.mark.parametrize("name", DECLARED)
def test_each_fact_has_a_form_for_each_audience_and_tells_no_secret(name):
    fact_type, shape = facts.type_named(name), RECORD[name][facts.version_of(facts.type_named(name))]
    event = Event(fact=name, seq=3, payload=payload(shape, whole=True), at=timezone.now())
    seen = [as_json(event, audience) for audience in Audience]
    assert all(form["name"] == name and form["seq"] == 3 and form["at"] == event.at.isoformat() for form in seen)
    told = [set(form["fields"]) for form in seen]
    assert told == [audiences.fields_for(fact_type, audience) for audience in Audience]
    assert told[0] <= told[1] <= told[2] <= told[3] <= set(shape)
    assert not [field for field in told[3] if audiences.SECRET & set(field.split("_"))]


def test_a_fact_shows_nothing_unless_its_feature_says_so():
    event = Event(fact="test.happened", seq=1, payload={"what": "x"}, at=timezone.now())
    assert as_json(event, Audience.STAFF)["fields"] == {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    reset_token: str
    what: str


def test_a_secret_a_strange_field_and_a_second_word_are_refused():
    for name in ("reset_token", "nothing"):
        with pytest.raises(ValueError, match=name):
            lets_see(Kept, staff=(name,))
    with pytest.raises(ValueError, match="twice"):
        lets_see(Replied, public=("number",))
