"""Posts that an earlier version of the renderer drew are drawn again."""

import pytest
from django.core.management import call_command

from ground.words import markdown
from network.forums import actions
from network.forums.actions import rendering
from network.forums.models import Post
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
BODY = "@Ada Lind: see https://example.com/_foo_/bar"


@pytest.fixture
def post():
    """As it was drawn once: with its link cut, and nobody named."""
    make_member(name="Ada Lind")
    post = make_post(make_thread(board=make_board()), body=BODY)
    Post.objects.filter(pk=post.pk).update(html="<p>cut</p>", html_version=1)
    return post


def test_what_an_earlier_version_drew_is_drawn_again_once(post):
    assert actions.render_anew() == 1
    assert actions.render_anew() == 0

    drawn = Post.objects.get(pk=post.pk)
    assert (drawn.html_version, drawn.version) == (markdown.VERSION, post.version)
    assert drawn.html == post.html
    assert 'href="https://example.com/_foo_/bar"' in drawn.html


def test_nobody_is_told_and_nothing_is_said(post):
    said = post.thread.stream.last_seq

    call_command("render_posts")

    post.thread.stream.refresh_from_db()
    assert post.thread.stream.last_seq == said


def test_words_that_changed_meanwhile_are_left_to_who_changed_them(post):
    late = Post.objects.select_related("thread__board").get(pk=post.pk)
    Post.objects.filter(pk=post.pk).update(body="Other words.", version=2, html="<p>Other words.</p>")

    assert rendering._draw(late) == 0
    assert Post.objects.get(pk=post.pk).html == "<p>Other words.</p>"
