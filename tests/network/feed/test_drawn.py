"""A line is drawn once for what it says, and anew when that changes."""

import pytest
from django.utils import timezone

from network.feed.queries import page
from network.feed.queries.drawn import _drawn
from network.forums import actions
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    me, rosa = make_member(), make_member(name="Rosa")
    thread = make_thread(by=me, title="How?")
    post = make_post(thread, by=rosa, body="By barge.")
    return me, rosa, post


def shown(me):
    [item] = page(me).items
    return item.drawn.face + item.drawn.said


def test_what_reads_alike_is_drawn_once(said):
    me, _rosa, _post = said
    first = shown(me)
    before = _drawn.cache_info().hits
    assert shown(me) == first
    assert _drawn.cache_info().hits > before
    assert "By barge." in first and ">R<" in first


def test_an_edit_a_new_name_and_a_new_photo_are_seen_at_once(said):
    me, rosa, post = said
    shown(me)
    actions.edit(post.pk, by=rosa, body="By train.", version=post.version, now=timezone.now())
    rosa.name, rosa.photo = "Rosalie <b>", "photos/1/new.webp"
    rosa.save()
    now = shown(me)
    assert "By train." in now and "By barge." not in now
    assert "Rosalie &lt;b&gt; replied" in now and "?v=new" in now


def test_a_fact_without_a_face_shows_its_sign(said):
    assert "<svg" in _drawn(None, "store", "It is open", "/", "").face
