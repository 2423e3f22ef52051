import pytest
from django.urls import reverse

from network.conversations.models import Message
from realtime.kinds.pieces import pieces_of
from realtime.streams import Event
from tests.events.pages import text_of
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
OUTBOX = {"Accept": "application/json"}


@pytest.fixture
def booth():
    return made.make_booth()


def say(client, room, body="Bonjour 👋🏽", key="k", **headers):
    return client.post(reverse("events:say", args=[room.stream_id]), {"body": body, "key": key}, headers=headers)


def test_the_outbox_posts_once_however_often_it_asks(booth, log_in):
    client = log_in(made.visit(booth.show))
    answers = [say(client, booth, **OUTBOX) for _ in range(3)]
    line = Message.objects.get()
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["id"] for answer in answers} == {f"line-{line.pk}"}
    assert "Bonjour 👋🏽" in answers[0].json()["piece"]


def test_the_same_key_with_other_words_is_refused(booth, log_in):
    client = log_in(made.visit(booth.show))
    say(client, booth)
    assert say(client, booth, "else", **OUTBOX).status_code == 409
    assert say(client, booth, "else").status_code == 409
    assert Message.objects.count() == 1


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 2001])
def test_what_is_wrong_is_said_with_the_words_still_there(booth, log_in, body):
    client = log_in(made.visit(booth.show))
    answer = say(client, booth, body, **OUTBOX)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["body"]
    page = text_of(say(client, booth, body), 422)
    assert body.strip() in page


def test_without_javascript_the_page_comes_back_to_the_line(booth, log_in):
    answer = say(log_in(made.visit(booth.show)), booth)
    assert answer["Location"] == f"{booth.get_absolute_url()}#line-{Message.objects.get().pk}"


def test_markup_is_shown_and_not_obeyed(booth, log_in):
    client = log_in(made.visit(booth.show))
    piece = say(client, booth, "<script>alert(1)</script> [x](javascript:1)", **OUTBOX).json()["piece"]
    assert "<script>" not in piece
    assert "&lt;script&gt;" in piece


def test_a_line_of_a_closed_show_is_not_said_but_kept_in_the_form(booth, log_in):
    client = log_in(made.visit(booth.show))
    made.close(booth.show)
    assert "The show is closed" in text_of(say(client, booth, "too late"), 422)


def test_who_is_not_registered_is_refused_and_a_hidden_room_is_not_there(booth, log_in):
    client = log_in(make_member())
    assert say(client, booth).status_code == 403
    hidden = made.make_booth(made.make_hall(made.make_draft()))
    assert say(client, hidden).status_code == 404
    assert client.post("/rooms/999999/say/", {"body": "x"}).status_code == 404
    assert say(client, booth.show).status_code == 404


def test_the_menu_of_a_line_offers_what_one_may_do(booth, log_in):
    author, host = made.visit(booth.show), made.exhibitor_of(booth)
    line = made.say(booth, author)
    address = reverse("events:line", args=[line.pk])
    menus = {one: text_of(log_in(one).get(address, {"piece": ""})) for one in (author, host, make_member())}
    offered = [("Take back" in menu, "Hide from visitors" in menu) for menu in menus.values()]
    assert offered == [(True, False), (False, True), (False, False)]
    assert "A message by" in text_of(log_in(author).get(address))


def test_a_line_is_hidden_shown_again_and_taken_back(booth, log_in):
    author = made.visit(booth.show)
    line = made.say(booth, author, "seven secrets")
    host, visitor = log_in(made.exhibitor_of(booth)), log_in(author)
    page = booth.get_absolute_url()
    host.post(reverse("events:hide", args=[line.pk]))
    assert "seven secrets" not in text_of(visitor.get(page))
    host.post(reverse("events:show-again", args=[line.pk]))
    assert "seven secrets" in text_of(visitor.get(page))
    assert log_in(make_member()).post(reverse("events:take-back", args=[line.pk])).status_code == 403
    visitor.post(reverse("events:take-back", args=[line.pk]))
    assert "Taken back by its author" in text_of(visitor.get(page))


def test_earlier_lines_are_paged_by_key(booth, log_in):
    visitor = made.visit(booth.show)
    for number in range(60):
        made.say(booth, visitor, f"line number {number:02}")
    client, page = log_in(visitor), booth.get_absolute_url()
    newest = text_of(client.get(page))
    assert "line number 10" in newest
    assert "line number 09" not in newest
    before = newest.split('href="?before=')[1].split("#")[0]
    earlier = text_of(client.get(page, {"before": before}))
    assert "line number 09" in earlier
    assert "line number 10" not in earlier
    assert "line number 59" in text_of(client.get(page, {"before": "nonsense"}))


@pytest.mark.parametrize("kind", ["booth", "session"])
def test_pushed_lines_and_pages_agree_whatever_happened(kind, log_in):
    """Old state and events give the state that is fetched afresh."""
    room = made.make_booth() if kind == "booth" else made.make_session()
    visitor, host = made.visit(room.show), made.organiser_of(room.show)
    shown = {}
    for number in range(4):
        made.say(room, visitor, f"word {number}")
    lines = list(Message.objects.order_by("pk"))
    made.conversations.take_back(lines[0].pk, by=visitor, now=made.NOW)
    made.conversations.hide(lines[1].pk, by=host, now=made.NOW)
    made.conversations.hide(lines[2].pk, by=host, now=made.NOW)
    made.conversations.show_again(lines[2].pk, by=host, now=made.NOW)
    for event in Event.objects.filter(stream=room.stream_id).select_related("stream").order_by("seq"):
        for piece in pieces_of(event, kind):
            if piece.do in ("append", "replace") and piece.id.startswith("line-"):
                shown[piece.id] = piece.html
    page = _bare(text_of(log_in(visitor).get(room.get_absolute_url())))
    assert list(shown) == [f"line-{line.pk}" for line in lines]
    assert all(_bare(html) in page for html in shown.values())


def _bare(html):
    return "".join(html.split())


def test_the_page_of_a_message_stands_among_shows(booth, log_in):
    """Its view is that of all conversations; the bar says where the room is."""
    author = made.visit(booth.show)
    line = made.say(booth, author)
    sections = log_in(author).get(reverse("events:line", args=[line.pk])).context["navigation"]()
    assert [str(one.label) for one in sections if one.current] == ["Meet"]
