"""Weighty steps ask first: every door that takes a form either declares its question or stands in the table below."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import ERROR, WARNING, get_messages
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client

from ground.web.asking import CONFIRMED, Change, Question, ask
from landings.grants.models import Grant
from realtime.models import Event, Job, Stream
from realtime.streams import open_stream
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.guarantees import worlds
from tests.guarantees.laboratory.cast import cast, drawn
from tests.guarantees.matrix import VISITOR, doors
from tests.roles import ROLES

__all__ = ["cast", "drawn"]
worlds.gather()
TAKING = [door for door in doors() if "POST" in door.methods]
ASKING = [door for door in TAKING if getattr(door.pattern, "asks", None)]

# Why a step asks nothing. Whoever adds a door that takes a form asks, or says here why not.
TALK = "one says it: the words are before one's eyes"
DRAFT = "one's own draft, seen by nobody else"
UNDONE = "taken back by the button beside it"
EDIT = "a form that is saved, and can be saved again"
OPENS = "begins something that is still nobody else's"
PAGE = "its own page says what will happen before the button"
AGAIN = "one logs in again"
READING = "how one reads: it moves nothing"
FAILED = "does again what failed"
PROGRAM = "a program has no page: it asks whom it works for"
LIGHT = {
    "theme": READING,
    "set_language": READING,
    "realtime:retry": FAILED,
    "realtime:retry-kind": FAILED,
    "realtime:retry-letter": FAILED,
    "network:forum-preview": READING,
    "network:sealed": READING,
    "landings:verify-letter": READING,
    "network:end-session": AGAIN,
    "network:end-sessions": AGAIN,
    "network:end-waiting": PAGE,
    "network:follow": UNDONE,
    "network:unfollow": UNDONE,
    "network:catch-up": READING,
    "network:read": READING,
    "network:level": UNDONE,
    "network:lock": UNDONE,
    "network:unlock": UNDONE,
    "network:pin": UNDONE,
    "network:unpin": UNDONE,
    "network:react": UNDONE,
    "network:accept": UNDONE,
    "network:not-accept": UNDONE,
    "network:post-hide": UNDONE,
    "network:post-restore": UNDONE,
    "network:start": TALK,
    "network:reply": TALK,
    "network:post-edit": TALK,
    "network:retitle": EDIT,
    "api:reply": TALK,
    "api:connect": TALK,
    "api:accept-connection": UNDONE,
    "api:decline-connection": PROGRAM,
    "api:withdraw-connection": PROGRAM,
    "api:disconnect": PROGRAM,
    "api:follow-organisation": UNDONE,
    "api:unfollow-organisation": UNDONE,
    "api:follow-member": UNDONE,
    "api:unfollow-member": UNDONE,
    "api:follow-market": UNDONE,
    "api:unfollow-market": UNDONE,
    "api:recommend": TALK,
    "api:change-recommendation": EDIT,
    "api:ask-for-recommendation": TALK,
    "api:ask-for-change": TALK,
    "api:decline-recommendation": PROGRAM,
    "api:show-recommendation": UNDONE,
    "api:keep-recommendation": UNDONE,
    "api:withdraw-recommendation": PROGRAM,
    "api:set-board-level": UNDONE,
    "api:post-bookmark": UNDONE,
    "api:thread-bookmark": UNDONE,
    "api:bookmark-done": READING,
    "api:bookmark-drop": PROGRAM,
    "api:reply-draft": DRAFT,
    "api:draft-discard": PROGRAM,
    "api:write": TALK,
    "api:say": TALK,
    "api:accept-message": PROGRAM,
    "api:decline-message": PROGRAM,
    "api:ask-export": PROGRAM,
    "network:follow-organisation": UNDONE,
    "network:unfollow-organisation": UNDONE,
    "network:follow-member": UNDONE,
    "network:unfollow-member": UNDONE,
    "network:follow-market": UNDONE,
    "network:unfollow-market": UNDONE,
    "network:recommend": PAGE,
    "network:change-recommendation": EDIT,
    "network:ask-for-recommendation": PAGE,
    "network:ask-for-change": PAGE,
    "network:decline-recommendation": PAGE,
    "network:show-recommendation": UNDONE,
    "network:keep-recommendation": UNDONE,
    "network:board-level": UNDONE,
    "network:bookmark": EDIT,
    "network:bookmark-done": READING,
    "network:post-bookmark": UNDONE,
    "network:thread-bookmark": UNDONE,
    "network:reply-draft": DRAFT,
    "network:start-draft": DRAFT,
    "network:edit-draft": DRAFT,
    "network:write": TALK,
    "network:accept-message": PAGE,
    "network:decline-message": PAGE,
    "network:letterbox": EDIT,
    "network:group-new": OPENS,
    "network:group-name": EDIT,
    "network:group-people": PAGE,
    "network:my-data": PAGE,
    "network:take-back-closing": PAGE,
    "network:connect": PAGE,
    "network:accept-connection": UNDONE,
    "network:decline-connection": PAGE,
    "network:put-off-suggestion": READING,
    "network:tokens": PAGE,
    "network:post-report": PAGE,
    "network:meeting-times": TALK,
    "network:answer-link": PAGE,
    "network:settings": EDIT,
    "network:step": EDIT,
    "network:drop-language": EDIT,
    "network:conversation": TALK,
    "network:read-all": READING,
    "network:preferences": EDIT,
    "network:go": READING,
    "network:unsubscribe": PAGE,
    "network:open-organisation": OPENS,
    "network:edit-organisation": EDIT,
    "network:services": EDIT,
    "network:service": EDIT,
    "network:markets": EDIT,
    "network:drop-market": EDIT,
    "network:languages": EDIT,
    "network:drop-working-language": EDIT,
    "network:join": PAGE,
    "events:make-show": OPENS,
    "events:add-hall": EDIT,
    "events:register": UNDONE,
    "events:edit-hall": EDIT,
    "events:edit-booth": EDIT,
    "events:add-sheet": EDIT,
    "events:edit-sheet": EDIT,
    "events:move-booth": EDIT,
    "events:say": TALK,
    "events:hide": UNDONE,
    "events:show-again": UNDONE,
    "events:schedule": EDIT,
    "events:plan": UNDONE,
    "events:unplan": UNDONE,
    "landings:apply": OPENS,
    "landings:edit-application": DRAFT,
    "landings:begin-claim": DRAFT,
    "landings:add-line": DRAFT,
    "landings:open-site": OPENS,
    "landings:edit-site": EDIT,
    "landings:closures": EDIT,
    "landings:draft-offer": DRAFT,
    "landings:edit-offer": EDIT,
    "landings:pause-offer": UNDONE,
    "landings:resume-offer": UNDONE,
    "landings:begin-itinerary": OPENS,
    "landings:take-meetings": EDIT,
    "landings:add-item": EDIT,
    "landings:item": EDIT,
    "landings:debrief": EDIT,
    "landings:renew-letter": PAGE,
    "landings:programme-rules": DRAFT,
    "landings:programme-languages": EDIT,
}


def test_every_door_that_takes_a_form_asks_or_says_why_not():
    assert sorted(LIGHT) == sorted(door.name for door in TAKING if door not in ASKING)


@cache
def every_template():
    return "".join(path.read_text() for path in Path(settings.BASE_DIR, "templates").rglob("*.html"))


@pytest.mark.parametrize("door", ASKING, ids=lambda door: door.name)
def test_every_button_of_a_weighty_step_asks(door):
    """In the page too, so that one keeps one's place. Forms that stand on the address of their own page are below."""
    buttons = re.findall(rf"<button[^>]*formaction=\"{{% url '{door.name}'.*?%}}\".*?>", every_template())
    first = 'name="confirmed" value="1"'

    assert [button for button in buttons if "data-ask" not in button and first not in button] == []


@pytest.mark.parametrize("door", ASKING, ids=lambda door: door.name)
def test_a_weighty_step_that_would_go_well_asks_first_writes_nothing_and_says_what_happened(door, cast):
    world = worlds.world_for(door, cast)
    may = world.own if door.arguments else {role for role in ROLES if door.policy.reach_of(role)}
    role = next(role for role in (VISITOR, *ROLES) if role in may)
    client, address = client_of(cast, role), door.address(world.own[role] if door.arguments else {})
    before = written()
    sent = {"csrfmiddlewaretoken": "x", **world.data}
    asked = client.post(address, sent)
    assert written() == before
    with transaction.atomic():
        answer = client.post(address, {**sent, CONFIRMED: "1"})
    said = [message.level for message in get_messages(answer.wsgi_request)]
    goes_well = answer.status_code < 400 and ERROR not in said and WARNING not in said
    assert not hasattr(answer, "asks")
    assert hasattr(asked, "asks") == goes_well or (goes_well and written() == before), "what would not go well asks"
    assert (door.name, bool(said)) == (door.name, True) or not hasattr(asked, "asks")


@pytest.mark.django_db
def test_the_page_of_a_question_says_how_much_and_who_and_holds_what_was_sent():
    landing = make_landing()
    officer = make_officer(landing.programme)
    year = landing.programme.fund_years.get(year=2026)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/landings/{landing.pk}/grant/award/"
    sent = {"amount": "3,000.00", "fund_year": year.pk, "note": 'So "agreed"'}

    page = client.post(address, sent).content.decode()
    told = client.post(address, sent, headers={"accept": "application/json"}).json()

    assert f"<title>Award CA$3,000.00 to {landing.firm.name}? – Kontor</title>" in page
    assert '<input type="hidden" name="note" value="So &quot;agreed&quot;">' in page
    assert told["asks"] == f"Award CA$3,000.00 to {landing.firm.name}?"
    assert not Grant.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("sent", "status"), [({"amount": "much"}, 422), ({"amount": "90000000"}, 422)])
def test_what_is_wrong_is_said_and_not_asked(sent, status):
    landing = make_landing()
    client = Client()
    client.force_login(make_officer(landing.programme), backend="django.contrib.auth.backends.ModelBackend")
    year = landing.programme.fund_years.get(year=2026)

    assert client.post(f"/landings/{landing.pk}/grant/award/", {"fund_year": year.pk, **sent}).status_code == status


@pytest.mark.django_db
def test_a_refusal_is_said_once_where_the_script_asks_first(rf):
    request = sent_by(rf, accept="application/json")

    answer = ask(refusing, Question("Really?"), request)

    assert json.loads(answer.content) == {}
    assert not list(get_messages(request)), "the form comes again the plain way, and is refused in words then"


@pytest.mark.django_db
def test_what_is_refused_is_done_once_and_its_words_stay(rf):
    request, times = sent_by(rf), []

    answer = ask(lambda request: times.append(1) or refusing(request), Question("Really?"), request)

    assert answer.status_code == 302
    assert times == [1]
    answer = HttpResponse()
    request._messages.update(answer)
    assert [str(said) for said in kept_in(rf, answer)] == ["Not now."]


@pytest.mark.django_db
@pytest.mark.parametrize("asks", [lambda request: None, Change(lambda request: 0, lambda was, request: None)])
def test_where_there_is_nothing_to_ask_about_the_step_is_done_once(rf, asks):
    request, before = sent_by(rf), Stream.objects.count()

    def done(request):
        open_stream("show")
        return redirect("front")

    answer = ask(done, asks, request)

    assert answer.status_code == 302
    assert Stream.objects.count() == before + 1


@pytest.mark.django_db
def test_a_change_is_asked_about_with_what_was_beside_what_would_be(rf):
    def done(request):
        open_stream("show")
        return redirect("front")

    def count(request):
        return Stream.objects.count()

    asks, before = Change(count, lambda was, request: Question(f"From {was} to {count(request)}?")), count(None)

    assert f"From {before} to {before + 1}?" in ask(done, asks, sent_by(rf)).content.decode()
    assert Stream.objects.count() == before


def refusing(request):
    messages.error(request, "Not now.")
    return redirect("front")


def kept_in(rf, answer):
    """What the next page is going to say."""
    following = rf.get("/")
    following.COOKIES.update({name: morsel.value for name, morsel in answer.cookies.items()})
    following.session = {}
    return default_storage(following)


def sent_by(rf, **headers):
    request = rf.post("/", headers=headers)
    request.session, request.user = {}, AnonymousUser()
    request._messages = default_storage(request)
    return request


def client_of(cast, role):
    client = Client()
    if role != VISITOR:
        client.cookies[settings.SESSION_COOKIE_NAME] = cast.session(role)
    return client


def written():
    return Event.objects.count(), Job.objects.count(), sum(Stream.objects.values_list("last_seq", flat=True))
