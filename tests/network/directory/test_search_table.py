"""What is found by which words: one table, for whichever database the tests run on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from modelsearch.models import IndexEntry

from config.management.commands.index_words import Command
from ground.words import searching
from network.conversations import actions as conversations
from network.conversations.models import Message
from network.directory import actions as directory
from network.directory.models import SearchWord
from network.directory.queries import index, vocabulary
from network.directory.queries.matching import in_order, matching
from network.forums import actions
from network.forums.queries import Search, search
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.jobs.queue import run_all
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.introductions import make_agreed_introduction
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

FIRMS = {
    "moller": {"name": "Møller & Sønner", "country": "DK", "city": "Århus"},
    "hafen": {"name": "Hafenstraße Software", "country": "DE", "city": "Köln", "headline": "C++ and C# for harbours"},
    "dock": {"name": "The Dock", "kind": "host", "country": "KE", "city": "Nairobi"},
    "plains": {"name": "Plains", "country": "KE", "city": "Mombasa", "headline": "Invoices for cargo companies"},
    "shanghai": {"name": "Pudong Data", "country": "CN", "city": "上海市", "about": "株式会社 データ"},
    "bahr": {"name": "شركة البحر", "country": "AE", "headline": "الشحن"},
    "seoul": {"name": "Han River", "country": "KR", "city": "서울특별시", "headline": "Ανάλυση, анализ рынка"},
}


@pytest.fixture
def firms():
    return {slug: make_organisation(fields.pop("kind", "firm"), slug=slug, **fields) for slug, fields in _copies()}


def _copies():
    return [(slug, dict(fields)) for slug, fields in FIRMS.items()]


def slugs(text):
    return [firm.slug for firm in in_order(matching(Organisation.objects.all(), text), text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上海", {"shanghai"}),
        ("海", {"shanghai"}),
        ("海上", set()),
        ("株式会社", {"shanghai"}),
        ("データ", {"shanghai"}),
        ("서울", {"seoul"}),
        ("البحر", {"bahr"}),
        ("ΑΝΑΛΥΣΗ", {"seoul"}),
        ("анализ", {"seoul"}),
        ("C++", {"hafen"}),
        ("c#", {"hafen"}),
        ("C", set()),
        ("moller", {"moller"}),
        ("MØLLER", {"moller"}),
        ("sonner", {"moller"}),
        ("arhus", {"moller"}),
        ("hafenstrasse", {"hafen"}),
        ("strasse", {"hafen"}),
        ("koln", {"hafen"}),
        ("Allemagne", {"hafen"}),
        ("alemania", {"hafen"}),
        ("germany", {"hafen"}),
        ("kenya", {"dock", "plains"}),
        ("Kenia", {"dock", "plains"}),
        ("host Nairobi", {"dock"}),
        ("hôte kenya", {"dock"}),
        ("nairobi hosts", {"dock"}),
        ("Corée du Sud", {"seoul"}),
        ("South Korea", {"seoul"}),
        ("invoice", {"plains"}),
        ("invoices", {"plains"}),
        ("company", {"plains"}),
        ("cargo companies kenya", {"plains"}),
        ("invoi", {"plains"}),
        ("voices", set()),
        ("sofware", set()),
        ('"', set()),
        ("NOT", set()),
        ("* OR (", set()),
        ("w" * 300, set()),
    ],
)
def test_which_words_find_whom(firms, text, found):
    assert set(slugs(text)) == found


def test_names_that_begin_with_the_words_come_first_whatever_their_accents(firms):
    make_organisation(slug="later", name="A Moller house")
    make_organisation(slug="about", name="Aaa", headline="We are not Møller")
    assert slugs("moller") == ["moller", "later", "about"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sofware", "software"),
        ("softwaer", "software"),
        ("nairoby", "nairobi"),
        ("invoicse cargo", "invoices cargo"),
        ("software", ""),
        ("sofware nairobi", ""),
        ("qqqqqq", ""),
        ("cmpny", ""),
    ],
)
def test_a_misspelt_word_is_put_right_where_that_finds_something(firms, text, meant):
    def finds(words):
        return matching(Organisation.objects.all(), words).exists()

    assert not finds(text) or text == "software"
    assert vocabulary.meant(text, finds) == meant


def test_the_page_offers_what_was_meant(firms, log_in):
    client = log_in(make_member())
    for address in ("/network/?q=sofware", "/search/?q=sofware"):
        page = client.get(address).content.decode()
        assert "Did you mean" in page
        assert 'q=software"' in page
    assert "Did you mean" not in client.get("/network/?q=qqqqqq").content.decode()


def test_no_word_is_offered_that_stands_only_where_one_may_not_read(log_in):
    listed = make_member()
    make_thread(make_board("closed", listed=[listed]), by=listed, title="Gyroscopes", body="About gyroscopes")
    run_all()
    assert SearchWord.objects.filter(text="gyroscopes").exists()
    assert "gyroscopes" in log_in(listed).get("/forums/search/?q=gyroscpes").content.decode()
    assert "gyroscopes" not in log_in(make_member()).get("/forums/search/?q=gyroscpes").content.decode()


def hits(viewer, words, **narrowed):
    run_all()
    return [(hit.post.thread.title, hit.count) for hit in search(viewer, Search(words, **narrowed)).rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Allemagne", ["Berlin"]),
        ("germany tax", ["Berlin"]),
        ("上海", ["Port"]),
        ("c++", ["Code"]),
        ("c", []),
        ("invoice", ["Berlin"]),
        ("cafe", ["Code"]),
        ("forwarder", ["Which forwarder?"]),
        ("forw", ["Which forwarder?"]),
        ("warder", []),
    ],
)
def test_which_words_find_which_thread(words, found):
    make_thread(title="Berlin", body="Germany taxes the invoices of café owners' guests? No.")
    make_thread(title="Port", body="我们在上海市")
    make_thread(title="Code", body="`C++` in the **Café**")
    make_thread(title="Which forwarder?", body="Hm")
    if words == "cafe":
        found = ["Code", "Berlin"]
    assert [title for title, _count in hits(make_member(), words)] == found


def test_a_thread_is_one_hit_and_each_of_its_messages_one_inside_it():
    thread = make_thread(title="Tides", body="tide")
    make_thread(title="Ebb", body="tide")
    newest = [make_post(thread, body=f"tide {n}") for n in range(2)][-1]
    me = make_member()
    assert hits(me, "tide") == [("Tides", 3), ("Ebb", 1)]
    assert search(me, Search("tide")).rows[0].post == newest
    assert hits(me, "tide", thread=thread) == [("Tides", 1)] * 3


def test_hits_are_narrowed_by_author_board_and_day(log_in):
    rosa = make_member(name="Rosá Quispe", time_zone="America/Lima")
    kim = make_member(name="Kim", headline="Friend of Rosa")
    one, other = make_board(name="One"), make_board(name="Other")
    early = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
    make_thread(one, by=rosa, title="Early", body="tide", now=early)
    make_thread(other, by=kim, title="Late", body="tide", now=early + timedelta(hours=1))
    run_all()
    client = log_in(rosa)

    def titles(**asked):
        answer = client.get("/forums/search/", {"q": "tide", **asked})
        return [hit.post.thread.title for hit in answer.context["hits"].rows]

    assert titles() == ["Late", "Early"]
    assert titles(author="rosa") == ["Early"]
    assert titles(author="quispe rosa") == ["Early"]
    assert titles(author="friend") == []
    assert titles(board=other.slug) == ["Late"]
    assert titles(since="2026-03-01") == ["Late"]
    assert titles(until="2026-02-28") == ["Early"]
    assert titles(author="rosa", board=other.slug) == []
    for wrong in ({"board": "no"}, {"since": "2026-02-30"}, {"thread": "x"}, {"thread": 9 * 10**8}):
        assert titles(**wrong) == []
    assert titles(before="x" * 5000) == ["Late", "Early"]


def test_a_closed_thread_or_board_cannot_be_looked_into(log_in):
    listed = make_member()
    board = make_board("closed", listed=[listed], name="Closed to you")
    thread = make_thread(board, by=listed, title="Secret", body="tide")
    run_all()
    client = log_in(make_member())
    for asked in ({"thread": thread.pk}, {"board": board.slug}):
        page = client.get("/forums/search/", {"q": "tide", **asked}).content.decode()
        assert "Secret" not in page
        assert "Closed to you" not in page
    assert "Secret" in log_in(listed).get("/forums/search/", {"q": "tide", "thread": thread.pk}).content.decode()


def test_pages_hold_each_thread_once(log_in, monkeypatch):
    board = make_board()
    threads = [make_thread(board, title=f"Thread {n}", body="tide") for n in range(5)]
    for thread in threads[::2]:
        make_post(thread, body="tide")
    run_all()
    me, seen, key = make_member(), [], 0
    while True:
        page = search(me, Search("tide", before=key), limit=2)
        seen += [hit.post.thread_id for hit in page.rows]
        key = page.next_key
        if not key:
            break
    assert sorted(seen) == sorted(thread.pk for thread in threads)


def test_the_search_takes_the_same_queries_at_one_and_three(client, count_queries):
    make_thread(body="tide")
    run_all()
    one = count_queries(lambda: client.get("/forums/search/?q=tide"))
    make_thread(body="tide"), make_post(make_thread(body="tide"), body="tide")
    run_all()
    assert count_queries(lambda: client.get("/forums/search/?q=tide")) == one


def test_what_the_index_lacks_or_has_in_an_older_way_is_indexed_once(firms, capsys):
    IndexEntry.objects.filter(object_id=str(firms["dock"].pk)).delete()
    index_entry_of_old = IndexEntry.objects.filter(object_id=str(firms["plains"].pk))
    index_entry_of_old.update(autocomplete="")
    if connection.vendor == "sqlite":
        assert set(slugs("kenya")) == set()
    assert directory.refresh(Organisation.objects.all()) == 2
    assert directory.refresh(Organisation.objects.all()) == 0
    assert set(slugs("kenya")) == {"dock", "plains"}
    Command().handle()
    assert capsys.readouterr().out == ""


def test_ones_own_messages_are_found_and_nobody_elses(log_in):
    introduction = make_agreed_introduction()
    me, other = [participant.member for participant in introduction.conversation.participants.all()[:2]]
    said, now = "Meet at Møller’s in 上海", timezone.now()
    line = conversations.say(introduction.conversation_id, by=me, body=said, key="k", now=now)
    there = f"/messages/lines/{line.pk}/"
    run_all()
    for words in ("moller", "上海", "meet"):
        for address in ("/messages/", "/search/"):
            assert there in log_in(other).get(address, {"q": words}).content.decode()
            assert there not in log_in(make_member()).get(address, {"q": words}).content.decode()
    assert not SearchWord.objects.filter(text="moller").exists()
    conversations.take_back(line.pk, by=me, now=timezone.now())
    run_all()
    assert there not in log_in(other).get("/messages/", {"q": "moller"}).content.decode()
    assert not index.holding(Message.objects.all(), searching.asked("moller")).exists()


def test_a_hidden_board_stays_hidden_whatever_is_asked():
    me, listed = make_member(), make_member()
    thread = make_thread(make_board("closed", listed=[listed]), by=listed, body="demurrage")
    actions.retitle(thread.pk, by=listed, title="Demurrage", now=timezone.now())
    assert hits(me, "demurrage") == []
    assert hits(listed, "demurrage") == [("Demurrage", 1)]


def test_people_are_found_by_their_country_in_any_language():
    make_member(name="Ada", country="DE")
    make_member(name="Bo", country="SE")
    for words in ("Allemagne", "Alemania", "germany"):
        assert [member.name for member in matching(Member.objects.all(), words)] == ["Ada"]


@pytest.mark.parametrize(
    "signs", ["".join(map(chr, range(0x20000, 0x24E20))), "字" * 20_000, "a+b#" * 5_000, "ab " * 6_000]
)
def test_the_longest_text_is_indexed_and_the_longest_question_is_answered(signs):
    make_thread(title="Long", body=signs)
    assert hits(make_member(), signs) == [("Long", 1)]
