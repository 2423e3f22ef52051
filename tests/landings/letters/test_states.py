"""A letter that is due, declined or signed: what may be done with it then, through which link and until when."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from ground.web.asking import CONFIRMED
from landings.letters import actions, rules
from landings.letters.models import Letter, PersonalLink
from landings.placements.models import Landing
from network.followups.models import BETWEEN_ASKS, BETWEEN_SENDS, LINK_LASTS, SENDS
from network.signing.models import SealedText
from realtime.streams import Event
from tests.factories.landings_applications import make_application
from tests.factories.landings_grants import make_grant
from tests.factories.landings_letters import ZERO, answers, mail_letter, make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """A letter in each state, each mailed once; who stands near the second landing."""
    letters, links = {}, {}
    for state in ("due", "declined", "signed"):
        letter = make_due_letter(make_landing())
        links[state] = mail_letter(letter)
        letters[state] = letter
    actions.decline(letters["declined"].pk, now=letters["declined"].raised_at)
    sign_letter(letters["signed"], revenue=500)
    letters = {state: Letter.objects.for_list().get(pk=letter.pk) for state, letter in letters.items()}
    return SimpleNamespace(letters=letters, links=links, now=letters["due"].raised_at)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def facts_of(letter):
    rows = Event.objects.filter(stream=letter.stream_id).order_by("seq").values_list("fact", flat=True)
    on_landing = Event.objects.filter(stream=letter.landing.stream_id, fact__startswith="letter.")
    assert list(rows) == list(on_landing.order_by("seq").values_list("fact", flat=True))
    return list(rows)


LATER = {"due": [], "declined": ["letter.declined"], "signed": ["letter.signed"]}
STEPS = {
    "sign": lambda one, now: actions.sign(one.pk, answers=answers(revenue=900), name="Ada", title="CEO", now=now),
    "sign the same": lambda one, now: sign_letter(one, now=now, revenue=500),
    "decline": lambda one, now: actions.decline(one.pk, now=now),
    "keep": lambda one, now: actions.keep_draft(one.pk, draft={"name": "Kept"}, now=now),
    "ask": lambda one, now: actions.send_again(one.pk, by=one.landing.application.applicant, now=now),
    "renew": lambda one, now: actions.renew_link(one.links.get().pk, now=now),
}


@pytest.mark.parametrize(
    ("state", "step", "after", "told"),
    [
        ("due", "sign", "signed", ["letter.signed"]),
        ("due", "decline", "declined", ["letter.declined"]),
        ("due", "keep", "due", []),
        ("due", "ask", "due", ["letter.mailed"]),
        ("due", "renew", "due", ["letter.mailed"]),
        ("declined", "sign", "signed", ["letter.signed"]),
        ("declined", "decline", "declined", []),
        ("declined", "keep", "declined", []),
        ("declined", "ask", "declined", ["letter.mailed"]),
        ("declined", "renew", "declined", ["letter.mailed"]),
        ("signed", "sign", "signed", ["letter.signed"]),
        ("signed", "sign the same", "signed", []),
        ("signed", "decline", "This letter is signed. Send a corrected one instead.", []),
        ("signed", "keep", "signed", []),
        ("signed", "ask", "signed", ["letter.mailed"]),
        ("signed", "renew", "signed", ["letter.mailed"]),
    ],
)
def test_each_step_from_each_state_and_what_is_told_of_it(drawing, state, step, after, told):
    letter, now = drawing.letters[state], drawing.now + DAY
    before = facts_of(letter)
    assert before == ["letter.due", "letter.mailed", *LATER[state]]
    if " " in after:
        with pytest.raises(ValidationError) as refusal:
            STEPS[step](letter, now)
        assert refusal.value.messages == [after]
        after = state
    else:
        STEPS[step](letter, now)
    again = Letter.objects.get(pk=letter.pk)
    assert (again.state, facts_of(letter)) == (after, before + told)
    assert again.draft == ({"name": "Kept"} if step == "keep" and state != "signed" else letter.draft)
    assert (again.next_send_at is None) == (again.state != "due")


def test_each_version_stays_and_names_the_one_before(drawing):
    letter = drawing.letters["signed"]
    for days, revenue in enumerate((900, 900, 500), start=1):
        sign_letter(letter, now=drawing.now + days * DAY, revenue=revenue)
    versions = list(SealedText.objects.of("letter", letter.pk).order_by("number"))
    assert [(text.number, text.measures.get(key="revenue").value) for text in versions] == [
        (1, 500),
        (2, 900),
        (3, 500),
    ]
    assert [text.document["after"] for text in versions] == [None, versions[0].seal, versions[1].seal]
    assert len({text.seal for text in versions}) == 3 and all(text.is_whole for text in versions)
    assert Letter.objects.get(pk=letter.pk).answered_at == drawing.now + 3 * DAY


@pytest.mark.parametrize("field", ["value", "said", "anyway", "note", "currency", "in_programme"])
def test_each_part_of_an_answer_is_under_the_seal(drawing, field):
    text = SealedText.objects.of("letter", drawing.letters["signed"].pk).get()
    assert text.is_whole
    text.document["answers"][0][field] = "x" if isinstance(text.document["answers"][0][field], str) else 7
    assert not text.is_whole


@pytest.mark.parametrize(
    "name", ["landing", "firm", "programme", "wave", "signed_at", "signer", "version", "subject", "kind", "letter"]
)
def test_whose_letter_it_is_and_when_it_was_signed_is_under_the_seal_too(drawing, name):
    text = SealedText.objects.of("letter", drawing.letters["signed"].pk).get()
    text.document[name] = "another"
    assert not text.is_whole


@pytest.mark.parametrize(
    ("name", "title", "said", "words"),
    [
        (" ", "CEO", answers(), "Answer each question, then sign with your name and title."),
        ("Ada", "\t", answers(), "Answer each question, then sign with your name and title."),
        ("Ada", "CEO", [], "Answer each question, then sign with your name and title."),
    ],
)
def test_what_is_not_whole_is_not_sealed(drawing, name, title, said, words):
    letter = drawing.letters["due"]
    with pytest.raises(ValidationError) as refusal:
        actions.sign(letter.pk, answers=said, name=name, title=title, now=drawing.now)
    assert (refusal.value.messages, refusal.value.code) == ([words], "incomplete")
    assert not SealedText.objects.of("letter", letter.pk).exists()


# When


@pytest.mark.parametrize("state", ["due", "declined", "signed"])
def test_whoever_asks_waits_an_hour_after_the_last_link(drawing, state):
    letter, made = drawing.letters[state], drawing.links[state].made_at
    for step in ("ask", "renew"):
        with pytest.raises(ValidationError) as refusal:
            STEPS[step](letter, made + BETWEEN_ASKS - timedelta(seconds=1))
        assert refusal.value.code == "just"
    STEPS["ask"](letter, made + BETWEEN_ASKS)
    assert letter.links.count() == 2


def test_reminders_go_out_to_the_second_and_no_fifth(drawing):
    letter = drawing.letters["due"]
    sent = drawing.links["due"].made_at
    for count in range(1, SENDS):
        assert actions.send_due(now=sent + BETWEEN_SENDS - timedelta(seconds=1)) == 0
        sent += BETWEEN_SENDS
        assert actions.send_due(now=sent) == 1
        assert letter.links.count() == count + 1
    assert actions.send_due(now=sent + 100 * BETWEEN_SENDS) == 0


@pytest.mark.parametrize(
    ("awarded", "programme", "asked"),
    [([6, 12], [12], [6, 12]), ([], [12], []), (None, [3, 24], [3, 24]), ([0], [12], [0])],
)
def test_the_waves_are_those_of_the_award_and_where_there_is_none_the_programmes(db, awarded, programme, asked):
    made = make_programme(follow_up_waves=awarded if awarded is not None else programme)
    landing = make_landing(make_application(made, state="accepted"))
    if awarded is not None:
        make_grant(landing)
        type(made).objects.filter(pk=made.pk).update(follow_up_waves=programme)
    late = datetime(2036, 1, 1, tzinfo=UTC)
    assert actions.raise_due(now=late) == len(asked)
    assert sorted(landing.letters.values_list("wave", flat=True)) == asked
    assert actions.raise_due(now=late) == 0


def test_each_wave_has_its_own_day_its_own_links_and_its_own_answer(db):
    programme = make_programme(follow_up_waves=[3, 12])
    landing = make_landing(make_application(programme, state="accepted"))  # home on 14 May 2026
    noon = datetime(2026, 8, 14, 12, tzinfo=UTC)
    assert [actions.raise_due(now=noon - DAY), actions.raise_due(now=noon)] == [0, 1]
    first = landing.letters.get()
    sign_letter(first, now=noon, revenue=5)
    assert actions.raise_due(now=datetime(2027, 5, 14, 0, tzinfo=UTC)) == 1
    second = landing.letters.get(wave=12)
    assert (first.due_on, second.due_on, second.state) == (date(2026, 8, 14), date(2027, 5, 14), "due")
    mail_letter(second)
    assert (first.links.count(), second.links.count()) == (0, 1)


def test_no_more_are_made_at_once_than_asked_for_the_oldest_stay_first(db):
    programme = make_programme()
    days = [date(2025, 3, 1), date(2025, 1, 1), date(2025, 2, 1)]
    lands = [
        make_landing(make_application(programme, state="accepted"), starts_on=day - 9 * DAY, ends_on=day)
        for day in days
    ]
    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert [actions.raise_due(now=now, limit=2), actions.raise_due(now=now, limit=2)] == [2, 1]
    raised = Letter.objects.filter(landing__programme=programme).order_by("pk").values_list("landing", flat=True)
    assert list(raised) == [lands[1].pk, lands[2].pk, lands[0].pk]


def test_a_programme_that_asks_otherwise_since_asks_so_in_what_is_not_signed_and_leaves_what_is(drawing):
    own = [{"key": "best", "label": "The best contact", "kind": "text"}]
    for letter in drawing.letters.values():
        type(letter.landing.programme).objects.filter(pk=letter.landing.programme_id).update(questions=own)
    due = Letter.objects.for_list().get(pk=drawing.letters["due"].pk)
    assert [question.key for question in rules.questions_of(due.landing.programme.said_questions)][-1] == "best"
    text = SealedText.objects.of("letter", drawing.letters["signed"].pk).get()
    assert text.is_whole and "best" not in {key for key, _kind, _label in text.document["asked"]}


# The doors


def said(**changes):
    values = {f"{key}_said": "nothing" for key in ZERO}
    return {**values, "name": "Ada", "title": "CEO", "sure": "on", "do": "sign", CONFIRMED: "1", **changes}


def address(drawing, state, expires_in=LINK_LASTS):
    """Of the link in that state's mail, which opens for so long from now."""
    PersonalLink.objects.update(expires_at=timezone.now() + expires_in, made_at=timezone.now() - DAY)
    return f"/letters/by/{drawing.links[state].token}/"


JSON = {"headers": {"Accept": "application/json"}}


@pytest.mark.parametrize(
    ("state", "opens", "page", "words"),
    [
        ("due", True, 200, "Sign and send"),
        ("declined", True, 200, "You told us that you would rather not answer."),
        ("signed", True, 200, "Correct a figure"),
        ("due", False, 410, "Mail me a new link"),
        ("declined", False, 410, "Mail me a new link"),
        ("signed", False, 410, "Mail me a new link"),
    ],
)
def test_what_the_link_opens(drawing, client, state, opens, page, words):
    url = address(drawing, state, LINK_LASTS if opens else timedelta(0))
    answer = client.get(url)
    assert (answer.status_code, words in answer.content.decode()) == (page, True)
    assert client.post(f"{url}decline/", {CONFIRMED: "1"}).status_code == (302 if opens else 404)
    assert client.get(f"{url}sealed.pdf").status_code == (404 if not opens or state != "signed" else 200)


@pytest.mark.parametrize("path", ["", "decline/", "renew/", "sealed.pdf"])
def test_a_link_that_was_never_made_is_absent_at_every_door(db, client, path):
    url = f"/letters/by/{'x' * 40}/{path}"
    answer = client.get(url) if path in ("", "sealed.pdf") else client.post(url, {CONFIRMED: "1"})
    assert answer.status_code == 404


def test_one_firms_link_opens_no_other_letter(drawing, client):
    url = address(drawing, "due")
    client.post(url, said(revenue_said="value", revenue_value="77"))
    assert {state: letter.versions.count() for state, letter in drawing.letters.items()} == {
        "due": 1,
        "declined": 0,
        "signed": 1,
    }


def test_a_correction_shows_what_was_signed_and_not_what_was_typed_before_it(drawing, client):
    """Saved part-way as 5, signed as 50,000 without another save: a correction began from the 5."""
    url = address(drawing, "due")
    client.post(url, said(do="save", revenue_said="value", revenue_value="5", name="A"))
    client.post(url, said(revenue_said="value", revenue_value="50,000", hires_said="unknown", name="Ada Okafor"))
    page = client.get(f"{url}?correct=1").content.decode()
    assert 'value="50000"' in page and 'value="Ada Okafor"' in page and 'value="5"' not in page
    assert "This is what you signed." in page


def test_whoever_of_the_firm_is_logged_in_corrects_in_their_own_name(drawing, log_in):
    """Logged in, without a link: the figures are those that were signed, the name is not."""
    letter, colleague = drawing.letters["signed"], make_member()
    join(letter.landing.firm, colleague)
    for member, name, title in (
        (colleague, colleague.name, ""),
        (letter.landing.application.applicant, letter.landing.application.applicant.name, ""),
    ):
        form = log_in(member).get(f"/letters/{letter.pk}/write/?correct=1").context["form"]
        shown = [form.get_initial_for_field(form.fields[name], name) for name in ("name", "title", "revenue_value")]
        assert shown == [name, title, "5"]


def test_of_a_correction_nothing_is_said_to_be_saved_that_is_not(drawing, client):
    """A signed letter has no draft: the page offers to save none, and a window from before is told so."""
    url = address(drawing, "signed")
    page = client.get(f"{url}?correct=1").content.decode()
    assert "Sign and send" in page
    assert "Save for later" not in page and "data-autosave" not in page and "Stop asking" not in page
    assert client.post(url, said(do="save"), **JSON).status_code == 409
    told = client.post(url, said(do="save", revenue_said="value"), follow=True).content.decode()
    assert "This letter is signed. Send a corrected one instead." in told and "Saved. You may go on" not in told
    assert drawing.letters["signed"].draft == Letter.objects.get(pk=drawing.letters["signed"].pk).draft


def test_a_draft_that_does_not_hold_yet_is_saved_and_what_is_wrong_with_it_is_said(drawing, client):
    url = address(drawing, "due")
    answer = client.post(url, {"do": "save", "revenue_said": "value", "revenue_value": "a lot"}, **JSON)
    assert answer.status_code == 200 and list(answer.json()["wrong"]) == ["revenue_value"]
    assert Letter.objects.get(pk=drawing.letters["due"].pk).draft["revenue_value"] == "a lot"


@pytest.mark.parametrize(
    ("who", "due", "signed", "asks"),
    [
        ("founder", 200, 200, (302, 302)),
        ("officer", 200, 200, (302, 403)),
        ("finance", 404, 404, (404, 404)),
        ("reviewer", 404, 404, (404, 404)),
        ("host", 200, 200, (403, 403)),
        ("commissioner", 200, 200, (403, 403)),
        ("stranger", 404, 404, (404, 404)),
    ],
)
def test_who_reads_a_letter_and_who_has_its_link_sent(drawing, log_in, who, due, signed, asks):
    for state, page, send in (("due", due, asks[0]), ("signed", signed, asks[1])):
        letter = drawing.letters[state]
        member = one_of(letter.landing, who)
        client = log_in(member)
        assert client.get(f"/letters/{letter.pk}/").status_code == page
        PersonalLink.objects.update(made_at=timezone.now() - DAY)
        count = letter.links.count()
        assert client.post(f"/letters/{letter.pk}/send/").status_code == send
        assert letter.links.count() == count + (send == 302)


def one_of(landing, who):
    if who == "founder":
        return landing.application.applicant
    member = make_member()
    if who in ("officer", "finance", "reviewer"):
        make_officer(landing.programme, member, role=who)
    if who == "host":
        join(landing.host, member, role="owner")
    if who == "commissioner":
        Landing.objects.filter(pk=landing.pk).update(commissioner=member)
    return member


def test_nobody_of_the_programme_has_a_signed_letters_link_sent_though_they_ask_the_action(drawing):
    letter = drawing.letters["signed"]
    officer = make_officer(letter.landing.programme)
    with pytest.raises(PermissionDenied):
        actions.send_again(letter.pk, by=officer, now=drawing.now + DAY)
    assert letter.links.count() == 1
