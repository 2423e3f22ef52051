import re
import time

import pytest
from django.test import Client
from django.utils import timezone

from network.forums import actions
from network.forums.models import BoardFollow, Post, ReadMark, Report, Thread, ThreadFollow
from realtime.presence import state as presence
from realtime.streams import hints
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


def now():
    return timezone.now()


def reply(client, thread, body="Yes", key="", **more):
    return client.post(f"/forums/threads/{thread.pk}/reply/", {"body": body, "key": key}, **more)


# Boards


def test_a_visitor_reads_public_boards_only(client):
    make_board("public", name="Open house")
    make_board("members", name="Inner court")
    make_board("closed", name="Back room")
    page = client.get("/forums/").content.decode()
    assert "Open house" in page
    assert "Inner court" not in page and "Back room" not in page


def test_boards_show_what_is_new_on_those_i_follow(log_in):
    me, board = make_member(), make_board()
    actions.follow(board, by=me, now=now())
    make_thread(board), make_thread(board)
    assert "2 new" in log_in(me).get("/forums/").content.decode()


def test_following_and_leaving_a_board(log_in):
    me, board = make_member(), make_board()
    client = log_in(me)
    client.post(f"/forums/boards/{board.slug}/follow/")
    assert BoardFollow.objects.filter(member=me, board=board).exists()
    client.post(f"/forums/boards/{board.slug}/unfollow/")
    assert not BoardFollow.objects.exists()


def test_all_on_a_board_counts_as_read(log_in):
    me, board = make_member(), make_board()
    actions.follow(board, by=me, now=now())
    thread = make_thread(board, title="Which forwarder?")
    client = log_in(me)
    assert thread.title in client.get(f"/forums/boards/{board.slug}/?show=unread").content.decode()
    client.post(f"/forums/boards/{board.slug}/caught-up/")
    assert thread.title not in client.get(f"/forums/boards/{board.slug}/?show=unread").content.decode()


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("all", {"Asked", "Answered", "Mine"}),
        ("unanswered", {"Asked"}),
        ("mine", {"Mine", "Answered"}),
        ("unread", {"Asked"}),
        ("nonsense", {"Asked", "Answered", "Mine"}),
    ],
)
def test_which_threads_a_list_shows(log_in, show, titles):
    me, board = make_member(), make_board()
    make_thread(board, kind="question", title="Asked")
    answered = make_thread(board, kind="question", title="Answered")
    actions.accept(make_post(answered, by=me).pk, by=answered.author, now=now())
    make_thread(board, by=me, title="Mine")
    page = log_in(me).get(f"/forums/boards/{board.slug}/?show={show}").content.decode()
    assert set(re.findall(r'dir="auto">(Asked|Answered|Mine)</a>', page)) == titles


def test_lists_are_paged_by_key(log_in):
    me, board = make_member(), make_board()
    for number in range(33):
        make_thread(board, title=f"Thread no {number:02}")
    client = log_in(me)
    first = client.get(f"/forums/boards/{board.slug}/").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(f"/forums/boards/{board.slug}/{older}").content.decode()
    assert re.findall(r"Thread no \d\d", second) == ["Thread no 02", "Thread no 01", "Thread no 00"]
    assert len(re.findall(r"Thread no \d\d", first)) == 30


@pytest.mark.parametrize("key", ["x", "9" * 30 + "-1", "1-", "-1", "99999999999999999999999-1", "１-１"])
def test_a_key_that_means_nothing_shows_the_newest(client, key):
    thread = make_thread()
    assert thread.title in client.get(f"/forums/boards/{thread.board.slug}/", {"before": key}).content.decode()


# Starting a thread


def test_a_member_starts_a_thread(log_in):
    me, board = make_member(), make_board()
    words = {"kind": "question", "title": "Which forwarder?", "body": "To Rotterdam.", "key": "k"}
    client = log_in(me)
    answer = client.post(f"/forums/boards/{board.slug}/start/", words)
    thread = Thread.objects.get()
    assert answer["Location"] == f"/forums/threads/{thread.pk}/"
    assert client.post(f"/forums/boards/{board.slug}/start/", words)["Location"] == answer["Location"]
    assert Thread.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"title": " "}, "Give the thread a title"),
        ({"body": " \n "}, "Write something first"),
        ({"kind": "quarrel"}, "quarrel"),
        ({"body": "x" * 20_001}, "a message has room for 20000"),
        ({"title": "x" * 161}, "That title is too long"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(log_in, wrong, complaint):
    board = make_board()
    words = {"kind": "question", "title": "A title of mine", "body": "Words of mine", **wrong}
    answer = log_in(make_member()).post(f"/forums/boards/{board.slug}/start/", words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert complaint in page
    assert ("A title of mine" in page) or "title" in wrong
    assert ("Words of mine" in page) or "body" in wrong
    assert not Thread.objects.exists()


def test_who_has_no_voice_is_told_so(log_in):
    board = make_board(voices="moderators")
    answer = log_in(make_member()).get(f"/forums/boards/{board.slug}/start/")
    assert answer.status_code == 403
    assert "Moderators write" in answer.content.decode()


# Reading a thread


def test_a_thread_is_read_in_pages_of_fifty(client):
    thread, author = make_thread(body="Number 1."), make_member()
    for number in range(2, 61):
        make_post(thread, by=author, body=f"Number {number}.")
    page = client.get(f"/forums/threads/{thread.pk}/").content.decode()
    assert "Number 1." in page and "Number 50." in page and "Number 51." not in page
    page = client.get(f"/forums/threads/{thread.pk}/?from=55").content.decode()
    assert "Number 50." not in page and "Number 51." in page and "Number 60." in page
    assert f'id="posts-{thread.pk}"' in page


def test_a_member_comes_back_to_where_they_were(log_in):
    me, author = make_member(), make_member()
    thread = make_thread(by=author)
    client = log_in(me)
    client.get(f"/forums/threads/{thread.pk}/")
    assert ReadMark.objects.get(member=me).number == 1
    for number in range(2, 71):
        make_post(thread, by=author, body=f"Number {number}.")
    page = client.get(f"/forums/threads/{thread.pk}/").content.decode()
    assert re.search(r'id="new">\s*69 new\s*</p>\s*<article[^>]*data-number="2"', page)
    assert ReadMark.objects.get(member=me).number == 50
    assert client.get(f"/forums/threads/{thread.pk}/new/")["Location"] == f"/forums/threads/{thread.pk}/?from=51#new"


def test_looking_at_the_end_does_not_skip_what_is_unread(log_in):
    me, author = make_member(), make_member()
    thread = make_thread(by=author)
    client = log_in(me)
    client.get(f"/forums/threads/{thread.pk}/")
    for _ in range(110):
        make_post(thread, by=author)
    client.get(f"/forums/threads/{thread.pk}/?from=101")
    assert ReadMark.objects.get(member=me).number == 1


def test_a_permanent_address_leads_to_the_right_page(client):
    thread, author = make_thread(), make_member()
    for _ in range(50):
        last = make_post(thread, by=author)
    answer = client.get(f"/forums/posts/{last.pk}/")
    assert answer["Location"] == f"/forums/threads/{thread.pk}/?from=51#post-{last.pk}"


@pytest.mark.parametrize("start", ["0", "-1", "x", "99999999999", "１"])
def test_a_page_that_is_none_shows_one_that_is(client, start):
    thread = make_thread(body="Here I am")
    assert "Here I am" in client.get(f"/forums/threads/{thread.pk}/", {"from": start}).content.decode()


# Replying


def test_the_outbox_gets_the_piece(log_in):
    thread = make_thread()
    answer = reply(log_in(make_member()), thread, "**Yes**", key="k", **JSON)
    post = Post.objects.get(number=2)
    assert answer.status_code == 201
    assert answer.json()["id"] == f"post-{post.pk}"
    assert f'id="post-{post.pk}"' in answer.json()["piece"]
    assert "<strong>Yes</strong>" in answer.json()["piece"]


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(log_in):
    thread, client = make_thread(), log_in(make_member())
    first, second = reply(client, thread, key="k", **JSON), reply(client, thread, key="k", **JSON)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    third = reply(client, thread, "No", key="k", **JSON)
    assert third.status_code == 409
    assert "with other words" in third.json()["message"]
    assert thread.posts.count() == 2


def test_a_plain_form_leads_back_to_the_post(log_in):
    thread = make_thread()
    answer = reply(log_in(make_member()), thread)
    post = Post.objects.get(number=2)
    assert answer["Location"] == f"/forums/threads/{thread.pk}/?from=1#post-{post.pk}"


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 20_001])
def test_a_reply_that_cannot_be_is_refused_with_its_words(log_in, body):
    thread, client = make_thread(), log_in(make_member())
    answer = reply(client, thread, body, **JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["body"])
    page = reply(client, thread, body)
    assert page.status_code == 422
    assert body.strip()[:50] in page.content.decode()


@pytest.mark.parametrize("body", ["x" * 300, "🚢 👩‍🚀", "مرحبا بكم", "line\r\nline"])
def test_anything_else_can_be_said(log_in, body):
    thread = make_thread()
    assert reply(log_in(make_member()), thread, body, **JSON).status_code == 201
    assert Post.objects.get(number=2).body == body.replace("\r\n", "\n")


def test_a_locked_thread_says_so_and_gives_the_words_back(log_in):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    actions.lock(thread.pk, by=moderator, now=now())
    client = log_in(make_member())
    answer = reply(client, thread, "My long words", **JSON)
    assert answer.status_code == 422
    assert "locked" in answer.json()["errors"]["body"][0]
    page = reply(client, thread, "My long words")
    assert page.status_code == 422
    assert "locked" in page.content.decode() and "My long words" in page.content.decode()


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_thread_can_have_is_that_of_no_thread(log_in, number):
    client = log_in(make_member())
    assert client.post(f"/forums/threads/{number}/reply/", {"body": "x"}, **JSON).status_code == 404


def test_a_thread_that_is_gone_gives_the_words_back_and_says_nothing_else(log_in):
    client = log_in(make_member())
    hidden = make_thread(make_board("closed", listed=[insider := make_member()]), by=insider, title="Secret plan")
    answers = [reply(client, thread, "My long words") for thread in (hidden, Thread(pk=999_999))]
    pages = [re.sub(r'(nonce|value|content)="[^"]*"|\d{4,}', "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert pages[0] == pages[1]
    assert "My long words" in pages[0] and "Secret plan" not in pages[0]
    assert reply(client, hidden, **JSON).status_code == 404


def test_a_visitor_is_asked_to_log_in(client):
    thread = make_thread()
    assert "/account/login/" in reply(client, thread)["Location"]
    assert thread.posts.count() == 1


def test_a_reply_quotes(log_in):
    thread = make_thread(body="What did nobody tell you?")
    client = log_in(make_member())
    page = client.get(f"/forums/threads/{thread.pk}/?quote=1").content.decode()
    assert f'name="quoted" value="{first_post(thread).pk}"' in page
    data = {"body": "This", "quoted": first_post(thread).pk}
    client.post(f"/forums/threads/{thread.pk}/reply/", data)
    assert Post.objects.get(number=2).quoted == first_post(thread)
    assert "What did nobody tell you?" in client.get(f"/forums/threads/{thread.pk}/").content.decode()


# What one does with a post


def test_signs_are_given_without_leaving_the_page(log_in):
    post, client = make_post(), log_in(make_member())
    for _ in range(2):
        answer = client.post(f"/forums/posts/{post.pk}/sign/", {"sign": "thanks", "given": "1"}, **JSON)
    assert answer.status_code == 201
    assert 'value="thanks"' in answer.json()["piece"]
    assert post.reactions.count() == 1
    client.post(f"/forums/posts/{post.pk}/sign/", {"sign": "thanks", "given": "0"})
    assert post.reactions.count() == 0


def test_the_page_says_which_signs_are_mine(log_in):
    post, me = make_post(), make_member()
    actions.react(post.pk, by=me, sign="thanks", now=now())
    assert f'data-mine="{post.pk}:thanks"' in log_in(me).get(f"/forums/threads/{post.thread_id}/").content.decode()


def test_a_sign_that_does_not_exist_gives_nothing(log_in):
    post = make_post()
    assert log_in(make_member()).post(f"/forums/posts/{post.pk}/sign/", {"sign": "angry"}).status_code == 302
    assert not post.reactions.exists()


def test_a_visitor_who_pressed_a_sign_lands_on_the_post_after_logging_in(log_in):
    post = make_post()
    answer = log_in(make_member()).get(f"/forums/posts/{post.pk}/sign/")
    assert answer["Location"].endswith(f"#post-{post.pk}")
    assert not post.reactions.exists()


def test_the_menu_offers_what_one_may_do(log_in):
    asker, author, moderator, other = make_member(), make_member(), make_member(), make_member()
    board = make_board(moderators=[moderator])
    post = make_post(make_thread(board, by=asker, kind="question"), by=author)

    def offered(member):
        page = log_in(member).get(f"/forums/posts/{post.pk}/more/?piece").content.decode()
        return {word for word in ("edit", "delete", "accept", "report", "hide") if f"/{word}/" in page}

    assert offered(author) == {"edit", "delete"}
    assert offered(asker) == {"accept", "report"}
    assert offered(moderator) == {"accept", "report", "hide"}
    assert offered(other) == {"report"}


def test_an_edit_is_shown_with_its_history(log_in):
    post = make_post(body="Teh answer")
    client = log_in(post.author)
    assert "Teh answer" in client.get(f"/forums/posts/{post.pk}/edit/").content.decode()
    client.post(f"/forums/posts/{post.pk}/edit/", {"body": "The answer", "version": 1})
    assert f"/forums/posts/{post.pk}/history/" in client.get(f"/forums/threads/{post.thread_id}/").content.decode()
    history = client.get(f"/forums/posts/{post.pk}/history/").content.decode()
    assert "The answer" in history and "Teh answer" in history


def test_an_edit_from_another_tab_is_refused_with_its_words(log_in):
    post = make_post()
    client = log_in(post.author)
    client.post(f"/forums/posts/{post.pk}/edit/", {"body": "From one tab", "version": 1})
    answer = client.post(f"/forums/posts/{post.pk}/edit/", {"body": "From another", "version": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From another" in page and "changed this message elsewhere" in page
    assert "As it is now" in page and "From one tab" in page
    again = client.post(
        f"/forums/posts/{post.pk}/edit/", {"body": "From another", "version": _value_of(page, "version")}
    )
    assert again.status_code == 302
    post.refresh_from_db()
    assert post.body == "From another"


def _value_of(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_a_hidden_message_keeps_its_menu_where_a_moderator_lets_it_be_read_again(log_in):
    moderator = make_member()
    post = make_post(thread=make_thread(board=make_board(moderators=[moderator])))
    actions.hide(post.pk, by=moderator, now=timezone.now())
    client, more = log_in(moderator), f"/forums/posts/{post.pk}/more/"
    assert f'formaction="{more}"' in client.get(f"/forums/threads/{post.thread_id}/").content.decode()
    assert f"/forums/posts/{post.pk}/restore/" in client.get(f"{more}?piece").content.decode()


def test_nobody_else_edits(log_in):
    post = make_post()
    client = log_in(make_member())
    assert client.get(f"/forums/posts/{post.pk}/edit/").status_code == 403
    assert client.post(f"/forums/posts/{post.pk}/edit/", {"body": "Ha", "version": 1}).status_code == 403


def test_a_deleted_message_leaves_its_mark(log_in):
    post = make_post(body="My secret")
    client = log_in(post.author)
    client.post(f"/forums/posts/{post.pk}/delete/")
    page = client.get(f"/forums/threads/{post.thread_id}/").content.decode()
    assert "Deleted by its author." in page and "My secret" not in page
    assert "My secret" not in client.get(f"/forums/posts/{post.pk}/history/").content.decode()


def test_an_answer_is_accepted(log_in):
    asker = make_member()
    answer = make_post(make_thread(by=asker, kind="question"))
    client = log_in(asker)
    client.post(f"/forums/posts/{answer.pk}/accept/")
    assert "Accepted answer" in client.get(f"/forums/threads/{answer.thread_id}/").content.decode()
    client.post(f"/forums/posts/{answer.pk}/not-accept/")
    assert Thread.objects.get().accepted_post is None


def test_a_report_reaches_the_moderators_and_is_decided_once(log_in):
    moderator = make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])), body="Buy now")
    reporter = log_in(make_member())
    assert reporter.post(f"/forums/posts/{post.pk}/report/", {}).status_code == 422
    reporter.post(f"/forums/posts/{post.pk}/report/", {"reason": "spam", "words": "An advert"})
    report = Report.objects.get()
    desk = log_in(moderator)
    page = desk.get("/forums/reports/").content.decode()
    assert "Buy now" in page and "An advert" in page
    assert "Buy now" not in reporter.get("/forums/reports/").content.decode()
    for _ in range(2):
        desk.post(f"/forums/reports/{report.pk}/uphold/")
    assert "already dealt with" in desk.get("/forums/reports/").content.decode()
    assert "Buy now" not in reporter.get(f"/forums/threads/{post.thread_id}/").content.decode()


# What one does with a thread


def test_how_much_one_is_told(log_in):
    thread, me = make_thread(), make_member()
    client = log_in(me)
    client.post(f"/forums/threads/{thread.pk}/level/", {"level": "mute"})
    client.post(f"/forums/threads/{thread.pk}/level/", {"level": "shout"})
    assert ThreadFollow.objects.get(member=me).level == "mute"


def test_a_level_changed_in_place_is_answered_in_words(log_in):
    thread, me = make_thread(), make_member()
    client = log_in(me)
    answer = client.post(f"/forums/threads/{thread.pk}/level/", {"level": "mute"}, **JSON)
    assert answer.json() == {"said": "From now on you are told: Nothing."}
    assert "From now on" not in client.get(thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("what", ["lock", "unlock", "pin", "unpin", "remove"])
def test_only_moderators_turn_a_thread(log_in, what):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    assert log_in(make_member()).post(f"/forums/threads/{thread.pk}/{what}/").status_code == 403
    assert log_in(moderator).post(f"/forums/threads/{thread.pk}/{what}/").status_code == 302


def test_a_title_is_changed_or_says_what_is_wrong(log_in):
    thread = make_thread()
    client = log_in(thread.author)
    assert client.post(f"/forums/threads/{thread.pk}/title/", {"title": " "}).status_code == 422
    client.post(f"/forums/threads/{thread.pk}/title/", {"title": "Better"})
    assert Thread.objects.get().title == "Better"


# Finding


def test_the_picker_offers_readers_of_the_board(log_in):
    rosa, me = make_member(name="Rosa Quispe"), make_member()
    make_member(name="Rosa Elsewhere")
    board = make_board("closed", listed=[rosa, me])
    found = log_in(me).get(f"/forums/boards/{board.slug}/people/", {"q": "rosa"}).json()
    assert [person["insert"] for person in found["people"]] == [f"Rosa Quispe#{rosa.pk}"]


@pytest.mark.parametrize("thread", ["", "x", "9" * 30, "-1", "²"])
def test_the_picker_takes_any_thread_that_is_none(log_in, thread):
    found = log_in(make_member()).get(f"/forums/boards/{make_board().slug}/people/", {"q": "x", "thread": thread})
    assert found.json() == {"people": []}


def test_a_name_that_fits_two_is_asked_about_and_the_words_are_kept(log_in):
    one, two = make_member(name="Kim Lee", headline="Tides"), make_member(name="Kim Lee")
    thread = make_thread(by=make_member())
    answer = log_in(thread.author).post(f"/forums/threads/{thread.pk}/reply/", {"body": "@Kim Lee, yes", "key": "k"})
    assert answer.status_code == 422
    assert f"@Kim Lee#{one.pk} (Tides) · @Kim Lee#{two.pk}" in answer.text
    assert ">@Kim Lee, yes</textarea>" in answer.text
    assert thread.posts.count() == 1


def test_a_preview_is_what_it_will_be(log_in):
    client = log_in(make_member())
    answer = client.post("/forums/preview/", {"body": "**Yes** <script>"})
    assert answer.content.decode() == '<p dir="auto"><strong>Yes</strong> &lt;script&gt;</p>\n'
    assert client.post("/forums/preview/", {"body": "  "}).content == b""


# Speed


@pytest.mark.parametrize("who", ["visitor", "member"])
@pytest.mark.parametrize("path", ["/forums/", "/forums/threads/", "/forums/boards/{slug}/", "/forums/threads/{pk}/"])
def test_pages_ask_as_many_questions_for_three_as_for_one(log_in, count_queries, path, who):
    me, board = make_member(), make_board()
    actions.follow(board, by=me, now=now())
    thread = make_thread(board, kind="question")
    client = log_in(me) if who == "member" else Client()
    busy(thread)
    address = path.format(slug=board.slug, pk=thread.pk)
    one = count_queries(lambda: client.get(address))
    for _ in range(2):
        busy(thread)
        busy(make_thread(board, kind="question"))
        actions.follow(make_board(), by=me, now=now())
    assert count_queries(lambda: client.get(address)) == one


def busy(thread):
    post = make_post(thread, quoted=first_post(thread))
    actions.react(post.pk, by=make_member(), sign="thanks", now=now())
    actions.react(post.pk, by=make_member(), sign="agree", now=now())


@pytest.fixture
def seat():
    """`seat(thread, 2)` says that so many are in its room, until the test is over."""
    keys = []

    def say(thread, people):
        keys.append(presence.key_of(thread.stream_id))
        leases = {presence.entry("node", number, "visible"): time.time() + 60 for number in range(1, people + 1)}
        hints.client().zadd(keys[-1], leases)

    yield say
    hints.client().delete(*keys)


def test_rooms_with_people_in_them_are_told(client, seat):
    quiet, busy_room = make_thread(title="Quiet"), make_thread(title="Busy")
    hidden = make_thread(make_board("closed", listed=[insider := make_member()]), by=insider, title="Hidden")
    seat(busy_room, 2)
    seat(hidden, 5)
    rail = client.get("/forums/threads/").content.decode().split('aria-label="Forums"')[0]
    assert "Busy" in rail and "2<span" in rail
    assert quiet.title not in rail and hidden.title not in rail
