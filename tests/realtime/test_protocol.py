import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.connections.protocol import Command, Refused, parse, split_name

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def said(**fields):
    return json.dumps({"v": 1, **fields})


def test_a_command_is_read():
    message = said(do="subscribe", stream="thread:17", epoch="abc", after=4, more="is ignored")
    assert parse(message) == Command("subscribe", stream="thread:17", epoch="abc", after=4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("[" * 15_000, "not_json"),
        ("[]", "not_an_envelope"),
        ("7", "not_an_envelope"),
        ('{"do": "ping"}', "not_an_envelope"),
        ('{"v": 2, "do": "ping"}', "not_an_envelope"),
        (said(), "unknown_command"),
        (said(do="dance"), "unknown_command"),
        (said(do=["ping"]), "unknown_command"),
        (said(do="subscribe", stream="thread:17", epoch=""), "bad_field"),
        (said(do="subscribe", stream="thread:17", epoch="", after="4"), "bad_field"),
        (said(do="subscribe", stream="thread:17", epoch="", after=True), "bad_field"),
        (said(do="subscribe", stream="thread:17", epoch="", after=-1), "bad_field"),
        (said(do="subscribe", stream="thread:17", epoch="", after=2**63), "bad_field"),
        (said(do="subscribe", stream=17, epoch="", after=0), "bad_field"),
        (said(do="subscribe", stream="x" * 65, epoch="", after=0), "bad_field"),
        (said(do="presence", mode="loud"), "bad_field"),
        (said(do="ack", n=1.5), "bad_field"),
    ],
)
def test_what_is_said_wrongly_is_refused_with_its_reason(text, code):
    with pytest.raises(Refused) as refusal:
        parse(text)
    assert refusal.value.code == code


@given(
    st.text()
    | anything.map(json.dumps)
    | st.dictionaries(st.sampled_from(["v", "do", "stream"]), anything).map(json.dumps)
)
def test_nothing_that_is_said_does_worse_than_be_refused(text):
    try:
        assert isinstance(parse(text), Command)
    except Refused as refusal:
        json.dumps({"code": refusal.code, **refusal.more})


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("thread:17", ("thread", 17)),
        ("thread:017", ("thread", 0)),
        ("thread:-1", ("thread", 0)),
        ("thread:¹", ("thread", 0)),
        ("thread:١", ("thread", 0)),
        (f"thread:{2**63}", ("thread", 0)),
        ("thread:1:2", ("thread", 0)),
        ("thread", ("thread", 0)),
        ("", ("", 0)),
    ],
)
def test_a_stream_has_one_name_only(name, split):
    assert split_name(name) == split


@given(st.text(max_size=64))
def test_any_text_may_be_asked_for_as_a_stream(name):
    kind, number = split_name(name)
    assert isinstance(kind, str)
    assert 0 <= number < 2**63
