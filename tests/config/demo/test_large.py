"""The large demo at its smallest: as sound as what the product's own actions write."""

from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Max, Sum
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelsearch.models import IndexEntry

from config.demo import people, places, talk
from config.demo.large import loading
from config.demo.large.phrases import SENTENCES
from config.demo.large.sizes import LARGE, Size
from config.demo.large.words import Phrasebook, html_of
from config.demo.story import Story
from config.settings import demo
from ground.eligibility.verdicts import outcome
from ground.money.ledger.verify import faults as ledger_faults
from ground.words import markdown
from ground.words.columns import name_key
from landings.applications.models import Application
from landings.applications.queries.eligibility import facts_of, verdicts_of
from landings.letters.actions import raise_due
from landings.letters.models import Letter
from landings.placements.models import Landing
from network.dealings.actions import register_missing
from network.desk.actions import mend
from network.desk.models import WorkItem
from network.directory.actions import put_all, refresh
from network.forums.models import Board, Post, Thread
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.jobs.queue import Job
from realtime.streams import Stream, broken_links
from realtime.streams.vouched import unlike_what_was_told
from tests.factories.connections import connect
from tests.factories.members import make_member

SMALL = Size(members=200, posts=500, landings=30)


def in_the_demo():
    return override_settings(DEMO=True, DEMO_LOG_INS=demo.DEMO_LOG_INS)


def tell_cast():
    """Of the story only its people and places: the rest takes ten times as long."""
    story = Story(now=timezone.now())
    people.tell(story)
    places.tell(story)
    talk._keeper(story)
    connect(story.cast["founder"], story.cast["host"])


@pytest.fixture
def told():
    with in_the_demo():
        tell_cast()
        Job.objects.all().delete()
        yield loading.tell_all(SMALL)


@pytest.mark.django_db
def test_what_was_written_is_sound(told):
    assert [stream.name for stream in Stream.objects.all() if broken_links(stream)] == []
    assert list(unlike_what_was_told()) == []
    assert ledger_faults() == []
    connection.check_constraints()
    assert (Job.objects.count(), register_missing(), raise_due(now=timezone.now())) == (0, 0, 0)
    assert WorkItem.objects.exists()
    assert mend(now=timezone.now()).total() == 0
    assert Post.objects.count() == SMALL.posts
    assert told.rows > 5_000
    counted = Thread.objects.annotate(posted=Count("posts"), newest=Max("posts__number"), at=Max("posts__written_at"))
    assert not counted.exclude(last_number=F("posted"), newest=F("posted"), last_post_at=F("at")).exists()
    for board in Board.objects.annotate(begun=Count("threads"), said=Sum("threads__last_number")):
        newest = board.threads.order_by("-last_post_at", "-pk").first()
        assert (board.thread_count, board.post_count) == (board.begun, board.said or 0)
        assert (board.last_thread, board.last_post_at) == (newest, newest and newest.last_post_at)
    assert not Thread.objects.exclude(accepted_post=None).exclude(accepted_post__thread_id=F("pk")).exists()
    for row in (*Member.objects.all()[:40], *Organisation.objects.all()[:40]):
        assert row.folded_name == name_key(row.name)
    check_search()
    check_landings()


def check_search():
    """The index has what the directory itself would have put there."""
    assert [refresh(model.objects.all()) for model in (Post, Member, Organisation)] == [0, 0, 0]
    for model in (Post, Member, Organisation):
        rows = list(model.objects.order_by("-pk")[:20])
        before = indexed(model, rows)
        put_all(model, rows)
        assert indexed(model, rows) == before
    assert not Post.objects.exclude(html_version=markdown.VERSION).exists()
    for body, html in Post.objects.values_list("body", "html")[:40]:
        assert html == markdown.render(body)


def indexed(model, rows):
    kept = IndexEntry.objects.filter(content_type__model=model.__name__.lower(), object_id__in=[row.pk for row in rows])
    rows = kept.values_list("object_id", "autocomplete")
    return {key: sorted(part.split(":")[0] for part in words.split()) for key, words in rows}


def check_landings():
    states = {landing.state for landing in Landing.objects.all()}
    assert {"placed", "returned", "closed"} <= states
    assert Landing.objects.count() == SMALL.landings
    assert Letter.objects.exclude(answered_at=None).exists()
    assert {"draft", "submitted", "under_review", "information_wanted", "waitlisted", "refused", "accepted"} <= set(
        Application.objects.values_list("state", flat=True)
    )
    application = Application.objects.filter(state="accepted").latest("pk")
    on = application.submitted_at.date()
    assert {**facts_of(application, on), "grants_received": 0} == {**application.facts, "grants_received": 0}
    assert outcome(verdicts_of(application, timezone.now())) == "eligible"


@pytest.mark.django_db
def test_its_pages_answer_and_what_is_written_next_follows(told):
    board = Board.objects.filter(slug="large-1").get()
    thread = Thread.objects.filter(board=board).latest("last_number")
    with in_the_demo():
        for role, paths in PAGES.items():
            client = client_of(role)
            places = {"board": board.slug, "thread": thread.pk, "landing": Landing.objects.latest("pk").pk}
            for path, queries in paths.items():
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(path.format(**places)).status_code == 200, path
                assert len(asked) <= queries, path
        found = client_of("founder").get("/search/?q=adviser")
        assert "adviser" in found.content.decode()
        client = client_of("founder")
        assert client.post(f"/forums/threads/{thread.pk}/reply/", {"body": "And one more."}).status_code in (200, 302)
    thread.refresh_from_db()
    assert thread.posts.latest("number").body == "And one more."
    assert broken_links(Stream.objects.get(pk=thread.stream_id)) == []


# The most statements that each may take, whatever the number of rows.
PAGES = {
    "founder": {
        "/forums/boards/{board}/": 40,
        "/forums/threads/{thread}/": 40,
        "/forums/threads/": 40,
        "/network/": 60,
        "/desk/": 60,
    },
    "officer": {"/desk/": 60, "/landings/mine/": 40, "/landings/{landing}/": 60},
}


def client_of(role):
    client = Client()
    emails = {name: email for name, email, _password in demo.DEMO_LOG_INS}
    client.force_login(Member.objects.get(email=emails[role]), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_it_is_not_mixed_with_what_is_no_demo():
    make_member(email="real@person.example")
    with in_the_demo(), pytest.raises(CommandError, match="holds more than the demo"):
        call_command("demo", size="large", scale=0.01)
    assert Member.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"scale": 0.0}, "more than 0"),
        ({"posts": 3}, "3 posts are too few"),
        ({"landings": 500, "members": 200}, "too few firms"),
    ],
)
def test_a_size_that_makes_no_sense_is_refused_in_words(given, words):
    with in_the_demo(), pytest.raises(CommandError, match=words):
        call_command("demo", size="large", **given)
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_the_large_demo_is_for_the_demo_only():
    with pytest.raises(CommandError, match="demo's settings only"):
        call_command("demo", size="large")


def test_the_same_is_said_each_time():
    books = Phrasebook(Random(7), 200), Phrasebook(Random(7), 200)
    said = [[book.say(book.language()) for _ in range(50)] for book in books]
    assert said[0] == said[1]


def test_sizes_scale():
    assert LARGE.times(0.1) == Size(members=10_000, posts=100_000, landings=1_000)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_becomes_the_html_that_markdown_makes(language):
    for template in SENTENCES[language]:
        said = template.format(city="Sant’Ana", other="L'Aquila", trade="R & D", n=4)
        assert html_of(said) == markdown.render(said)
