"""The founder's, reviewer's and officer's doors, as a browser without scripts uses them."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from landings.applications.models import Application, Decision
from landings.applications.models.states import State
from landings.programmes.models import Programme
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
START = timezone.localdate() + timedelta(days=90)


@pytest.fixture
def cdmn():
    officer = make_member().email
    call_command("load_programme", "landings/programmes/data/cdmn.json", officer=[officer], stdout=StringIO())
    return Programme.objects.get()


@pytest.fixture
def founder():
    founder = make_member(name="Amina Diallo")
    make_organisation(
        "firm", staff=[founder], name="Lantern", employees=12, revenue=118_000_000, sector="software", country="CA"
    )
    return founder


@pytest.fixture
def draft(cdmn, founder, log_in):
    log_in(founder).post(reverse("landings:apply", args=["cdmn"]), {"firm": founder.organisations.get().pk})
    return Application.objects.get()


def step(application, name):
    return reverse("landings:edit-application", args=[application.pk, name])


def door(name, thing):
    return reverse(f"landings:{name}", args=[thing.pk])


def words(response):
    return " ".join(response.content.decode().split())


def test_six_pages_from_the_firms_page_to_sent(cdmn, founder, log_in):
    client = log_in(founder)
    begun = client.post(reverse("landings:apply", args=["cdmn"]), {"firm": founder.organisations.get().pk})
    application = Application.objects.get()
    assert begun["Location"] == step(application, "firm")
    offer = make_offer(starts_on=START - timedelta(days=5), ends_on=START + timedelta(days=60))
    firm = {"country": "CA", "sectors": ["software"], "employees": "12", "revenue": "1,180,000", "currency": "CAD"}
    where = {"target_country": "NL", "cities": "Rotterdam", "starts_on": START, "stay_days": "12", "travellers": "1"}
    plan = {"objectives": "Meet five buyers.", "wanted_services": ["desk"], "already_committed": "no"}
    budget = {"category_0": "travel", "amount_0": "1400", "category_1": "lodging", "amount_1": "1,500.50"}
    filled = {"firm": firm, "where": where, "plan": plan, "budget": budget, "offers": {f"rank_{offer.pk}": "1"}}
    for name, data in filled.items():
        assert client.post(step(application, name), {**data, "do": "next"}).status_code == 302
    assert "all met" in words(client.get(step(application, "check")))
    client.post(door("submit-application", application))
    application.refresh_from_db()
    assert (application.state, application.amount) == (State.SUBMITTED, 290_050)
    assert [line.amount for line in application.budget.all()] == [140_000, 150_050]
    assert [row.offer for row in application.preferred.all()] == [offer]


def test_what_does_not_fit_is_said_at_the_field_and_stays_as_typed(draft, founder, log_in):
    client = log_in(founder)
    data = {"target_country": "NL", "stay_days": "a fortnight", "starts_on": "tomorrow", "cities": "Rotterdam"}
    refused = client.post(step(draft, "where"), data)
    assert refused.status_code == 422
    for page in (refused, client.get(step(draft, "where"))):
        assert 'value="a fortnight"' in words(page)
        assert "Write a whole number, such as 1250." in words(page)
    draft.refresh_from_db()
    assert (draft.target_country.code, draft.cities, draft.stay_days) == ("NL", ["Rotterdam"], None)


def test_a_budget_with_one_wrong_line_keeps_all_of_them_in_their_places(draft, founder, log_in):
    client = log_in(founder)
    data = {"category_0": "travel", "amount_0": "1400", "category_2": "lodging", "amount_2": "many"}
    assert client.post(step(draft, "budget"), data).status_code == 422
    page = words(client.get(step(draft, "budget")))
    assert 'name="amount_2" value="many"' in page
    assert 'name="amount_0" value="1400"' in page


def test_saving_by_script_answers_with_the_next_revision(draft, founder, log_in):
    client = log_in(founder)
    data = {"objectives": "Meet", "already_committed": "no", "revision": "1"}
    saved = client.post(step(draft, "plan"), data, headers={"accept": "application/json"})
    assert saved.json() == {"revision": 2, "errors": {}, "wrong": {}}
    stale = client.post(step(draft, "plan"), data, headers={"accept": "application/json"})
    assert stale.status_code == 409


def test_the_second_tab_is_told_and_loses_nothing(draft, founder, log_in):
    client = log_in(founder)
    client.post(step(draft, "plan"), {"objectives": "From the first tab", "revision": "1"})
    stale = client.post(step(draft, "plan"), {"objectives": "From the second tab", "revision": "1"})
    assert stale.status_code == 409
    assert "From the second tab" in words(stale)
    draft.refresh_from_db()
    assert draft.objectives == "From the first tab"
    client.post(step(draft, "plan"), {"objectives": "From the second tab", "revision": "1", "force": "yes"})
    draft.refresh_from_db()
    assert draft.objectives == "From the second tab"


def test_the_panel_answers_every_rule_and_names_the_latest_day(draft, founder, log_in):
    client = log_in(founder)
    panel = words(client.get(door("verdicts", draft)))
    assert "Yearly revenue: less than CA$5,000,000" in panel
    assert "Not known yet" in panel
    client.post(step(draft, "firm"), {"country": "CA", "revenue": "9 million", "currency": "CAD"})
    client.post(step(draft, "firm"), {"country": "CA", "revenue": "9,000,000", "currency": "CAD"})
    client.post(step(draft, "where"), {"target_country": "NL", "starts_on": START.isoformat(), "stay_days": "10"})
    panel = words(client.get(door("verdicts", draft)))
    assert "Larger firms are served by the trade commissioners" in panel
    assert "For this first day, send it by" in panel
    client.post(step(draft, "where"), {"starts_on": (timezone.localdate() + timedelta(days=3)).isoformat()})
    assert "Too late for this first day" in words(client.get(door("verdicts", draft)))


def test_a_rule_that_fails_offers_the_referral_instead_of_sending(draft, founder, log_in):
    client = log_in(founder)
    client.post(step(draft, "firm"), {"country": "US", "sectors": ["software"], "currency": "CAD"})
    page = words(client.get(step(draft, "check")))
    assert "Close it and go there" in page
    assert "Send the application" not in page
    client.post(door("take-referral", draft))
    assert "investment office of the province" in words(client.get(door("application", draft)))


def test_sending_what_is_unfinished_leads_back_to_what_is_missing(draft, founder, log_in):
    client = log_in(founder)
    sent = client.post(door("submit-application", draft), follow=True)
    assert sent.redirect_chain[-1][0] == step(draft, "check")
    assert "Something is still missing." in words(sent)
    draft.refresh_from_db()
    assert draft.is_draft


def test_sending_twice_answers_kindly(founder, log_in):
    application = make_application(applicant=founder)
    assert log_in(founder).post(door("submit-application", application)).status_code == 302


def test_a_member_without_a_firm_is_shown_the_first_step(cdmn, log_in):
    client = log_in(make_member())
    assert "First, your firm" in words(client.get(reverse("landings:apply", args=["cdmn"])))
    assert client.post(reverse("landings:apply", args=["cdmn"]), {"firm": "1"}).status_code == 422


def test_a_closed_programme_takes_nothing(cdmn, founder, log_in):
    Programme.objects.update(closed_at=timezone.now())
    answer = log_in(founder).post(reverse("landings:apply", args=["cdmn"]), {"firm": founder.organisations.get().pk})
    assert answer.status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "typed",
    ["x" * 300, "🦀" * 100, "<script>alert(1)</script>", "שלום עולם", "a\u0000b", "' OR 1=1 --"],
    ids=["long", "emoji", "script", "hebrew", "nul", "sql"],
)
def test_whatever_is_typed_is_kept_or_refused_and_never_run(draft, founder, log_in, typed):
    client = log_in(founder)
    answer = client.post(step(draft, "where"), {"cities": typed, "target_country": "NL"})
    assert answer.status_code in (302, 422)
    page = client.get(step(draft, "where"))
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("typed", ["-1", "1e9", "999999999999999999999", "NaN", "1.5", "٣"])
def test_odd_numbers_are_read_or_refused(draft, founder, log_in, typed):
    answer = log_in(founder).post(step(draft, "where"), {"stay_days": typed})
    assert answer.status_code == (302 if typed == "٣" else 422)


def test_a_draft_is_not_there_for_anyone_else(draft, log_in):
    officer = make_officer(draft.programme)
    for member in (officer, make_member()):
        for address in (door("application", draft), step(draft, "plan"), door("verdicts", draft)):
            assert log_in(member).get(address).status_code == 404


def test_an_unknown_step_is_not_there(draft, founder, log_in):
    assert log_in(founder).get(step(draft, "nonsense")).status_code == 404


def test_what_was_sent_is_no_longer_edited(founder, log_in):
    application = make_application(applicant=founder)
    client = log_in(founder)
    assert client.get(step(application, "plan"))["Location"] == door("application", application)
    client.post(step(application, "plan"), {"objectives": "Changed"})
    application.refresh_from_db()
    assert application.objectives == "Meet five buyers."


def test_the_firm_sees_neither_reviewers_nor_scores(founder, log_in):
    application = make_application(applicant=founder)
    reviewer = make_member(name="Renate Quill")
    make_review(application, reviewer, submitted_at=timezone.now(), comment="Too vague for me", recommendation="refuse")
    page = words(log_in(founder).get(door("application", application)))
    assert "Renate Quill" not in page
    assert "Too vague for me" not in page
    officer = words(log_in(make_officer(application.programme)).get(door("application", application)))
    assert "Renate Quill" in officer
    assert "Too vague for me" in officer


def test_a_reviewer_scores_and_then_sees_the_others(log_in):
    application = make_application()
    mine, theirs = make_member(), make_member(name="Other Reviewer")
    review = make_review(application, mine)
    other = make_review(application, theirs, submitted_at=timezone.now(), recommendation="accept")
    for line in application.programme.criteria.all():
        other.scores.create(criterion=line, points=2, justification="Hidden until later.")
    client, address = log_in(mine), door("review", review)
    assert "Hidden until later." not in words(client.get(address))
    half = {"points_market": "4", "words_market": "Knows it.", "recommendation": "accept"}
    refused = client.post(address, half)
    assert refused.status_code == 422
    assert "Knows it." in words(refused)
    whole = {f"points_{key}": "4" for key in ("market", "plan", "team")} | {
        f"words_{key}": "Fine." for key in ("market", "plan", "team")
    }
    assert client.post(address, {**whole, "recommendation": "accept"}).status_code == 302
    assert "Hidden until later." in words(client.get(address))
    assert client.post(address, {**whole, "recommendation": "refuse"}).status_code == 302
    review.refresh_from_db()
    assert review.recommendation == "accept"


def test_who_steps_back_no_longer_sees_the_application(log_in):
    application, reviewer = make_application(objectives="Our secret plan"), make_member()
    review = make_review(application, reviewer)
    client = log_in(reviewer)
    assert client.post(door("declare-conflict", review), {"reason": ""}).status_code == 422
    client.post(door("declare-conflict", review), {"reason": "My sister founded it."})
    assert "Our secret plan" not in words(client.get(door("review", review)))
    assert client.get(door("application", application)).status_code == 404


def test_of_two_officers_one_decides_and_the_other_is_told_409(log_in):
    application = make_application()
    first, second = make_officer(application.programme), make_officer(application.programme)
    said = {"outcome": "accepted", "reasons": "A clear plan.", "seen": "submitted"}
    assert log_in(first).post(door("decide-application", application), said).status_code == 302
    slower = {"outcome": "refused", "reasons": "My careful reasons.", "seen": "submitted"}
    answer = log_in(second).post(door("decide-application", application), slower)
    assert answer.status_code == 409
    assert first.name in words(answer)
    assert Decision.objects.get().by == first


@pytest.mark.parametrize(
    "data", [{}, {"outcome": "accepted"}, {"outcome": "perhaps", "reasons": "x", "seen": "submitted"}]
)
def test_a_decision_without_outcome_or_reasons_is_refused(log_in, data):
    application = make_application()
    officer = make_officer(application.programme)
    assert log_in(officer).post(door("decide-application", application), data).status_code == 422
    assert not Decision.objects.exists()


def test_a_reviewer_cannot_decide(log_in):
    application = make_application()
    reviewer = make_officer(application.programme, role="reviewer")
    make_review(application, reviewer)
    said = {"outcome": "accepted", "reasons": "Yes", "seen": "submitted"}
    assert log_in(reviewer).post(door("decide-application", application), said).status_code == 403


def test_a_question_goes_to_the_firm_and_its_answer_back(founder, log_in):
    application = make_application(applicant=founder)
    officer = make_officer(application.programme)
    log_in(officer).post(door("ask-firm", application), {"question": "Which pilot?", "seen": "submitted"})
    client = log_in(founder)
    assert "Which pilot?" in words(client.get(door("application", application)))
    assert client.post(door("answer-question", application), {"answer": " "}).status_code == 422
    client.post(door("answer-question", application), {"answer": "The one in Rotterdam."})
    assert "The one in Rotterdam." in words(log_in(officer).get(door("application", application)))
    application.refresh_from_db()
    assert application.state == State.UNDER_REVIEW


def test_the_intake_shows_the_oldest_first_page_by_page(log_in):
    programme = make_programme()
    officer = make_officer(programme)
    now = timezone.now()
    for n in range(27):
        make_application(programme, submitted_at=now - timedelta(hours=n), decision_due_on=date(2027, 1, 1))
    client, address = log_in(officer), reverse("landings:intake", args=[programme.slug])
    first = client.get(address).context["board"]
    assert [row.submitted_at for row in first.rows] == sorted(row.submitted_at for row in first.rows)
    second = client.get(address, {"after": first.older}).context["board"]
    assert (len(first.rows), len(second.rows), second.older) == (25, 2, "")
    assert client.get(address, {"after": "nonsense~x", "state": "nonsense"}).status_code == 200


def test_the_intake_is_for_those_who_work_there(log_in):
    programme = make_programme()
    address = reverse("landings:intake", args=[programme.slug])
    assert log_in(make_officer(programme, role="reviewer")).get(address).status_code == 200
    assert log_in(make_officer(make_programme())).get(address).status_code == 403


def test_a_trial_shows_what_the_draft_would_change(cdmn, log_in):
    officer = make_officer(cdmn)
    make_application(cdmn, facts={"employees": 40})
    document = {**cdmn.current.document, "rules": [{**cdmn.current.document["rules"][3], "value": [1, 10]}]}
    cdmn_draft = {"document": document, "base": cdmn.current, "saved_by": officer, "saved_at": timezone.now()}
    cdmn.__class__.draft.related.related_model.objects.create(programme=cdmn, **cdmn_draft)
    rows = log_in(officer).get(reverse("landings:rules-trial", args=["cdmn"])).context["rows"]
    assert [(row.is_sample, row.then) for row in rows][:3] == [
        (True, "not_eligible"),
        (True, "not_eligible"),
        (True, "eligible"),
    ]
    assert rows[3].then == "not_eligible"


def test_lists_ask_as_many_questions_for_three_as_for_one(log_in, count_queries):
    programme = make_programme()
    officer, reviewer, founder = make_officer(programme), make_member(), make_member()

    def more():
        application = make_application(programme, founder, state="under_review")
        make_review(application, reviewer)
        make_review(application, submitted_at=timezone.now())
        make_offer(make_site(manager=founder))

    addresses = {
        reverse("landings:intake", args=[programme.slug]): officer,
        reverse("landings:reviews"): reviewer,
        reverse("landings:applications"): founder,
        reverse("landings:home"): founder,
        reverse("landings:sites"): founder,
        reverse("landings:my-sites"): founder,
    }
    more()
    clients = {address: log_in(member) for address, member in addresses.items()}
    one = {address: count_queries(lambda a=address, c=client: c.get(a)) for address, client in clients.items()}
    more()
    more()
    three = {address: count_queries(lambda a=address, c=client: c.get(a)) for address, client in clients.items()}
    assert three == one


def test_an_applications_page_asks_as_many_questions_for_three_reviews_as_for_one(log_in, count_queries):
    application = make_application()
    client = log_in(make_officer(application.programme))

    def more():
        review = make_review(application, submitted_at=timezone.now())
        for line in application.programme.criteria.all():
            review.scores.create(criterion=line, points=3, justification="So.")
        application.budget.create(category="travel", amount=1)
        application.preferred.create(offer=make_offer(), rank=application.preferred.count() + 1)

    more()
    one = count_queries(lambda: client.get(door("application", application)))
    more()
    more()
    assert count_queries(lambda: client.get(door("application", application))) == one


def test_one_choice_given_to_two_offers_is_said_at_the_second_and_stays_as_typed(draft, founder, log_in):
    dates = {"starts_on": START - timedelta(days=5), "ends_on": START + timedelta(days=60)}
    first, second = (make_offer(title=title, **dates) for title in ("Quay", "Tower"))
    draft.starts_on, draft.stay_days, draft.target_country = START, 12, "NL"
    draft.save()
    client, data = log_in(founder), {f"rank_{first.pk}": "1", f"rank_{second.pk}": "1", "do": "next"}
    answer = client.post(step(draft, "offers"), data, follow=True)
    assert answer.status_code == 422
    assert words(answer).count("is your choice 1 already") == 2  # in the summary, and at the second
    assert words(answer).count('<option value="1" selected>') == 2
    assert [row.offer for row in draft.preferred.all()] == [first]


@pytest.mark.parametrize(
    ("state", "fields", "here"),
    [
        ("withdrawn", {"submitted_at": None}, "draft"),
        ("withdrawn", {}, "sent"),
        ("withdrawn", {"review_at": timezone.now()}, "review"),
        ("referred", {"submitted_at": None}, "draft"),
        ("referred", {}, "decision"),
        ("refused", {}, "decision"),
    ],
)
def test_the_progress_says_done_only_of_what_happened(founder, log_in, state, fields, here):
    application = make_application(applicant=founder, state=state, **fields)
    steps = log_in(founder).get(door("application", application)).context["steps"]
    assert [one["key"] for one in steps if one["state"] == "now"] == [here]
