"""The programme's page, its versions, and the officer's editing in the browser."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from landings.programmes import actions
from landings.programmes.forms import RuleRows, Terms
from landings.programmes.models import Officer, Programme, ProgrammeDraft
from landings.programmes.rules import documents
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cdmn():
    document = documents.load(Path("landings/programmes/data/cdmn.json").read_bytes())
    return actions.load(document, now=timezone.now()).programme


@pytest.fixture
def officer(cdmn):
    return make_officer(cdmn, make_member(name="Odile Marchand"))


def door(name, *args):
    return reverse(f"landings:{name}", args=["cdmn", *args])


def words(response):
    return " ".join(response.content.decode().split())


def typed(document, **changes):
    """The editor's form as a browser would send it back untouched, with changes."""
    terms, rows = Terms(document=document), RuleRows(document).rows
    data = {name: value for name, value in terms.initial.items() if value is not None}
    for row in rows:
        data |= {row.add_prefix(name): value or "" for name, value in row.initial.items() if name != "rule"}
    return {**data, "rule-count": len(rows), **changes}


def test_a_visitor_reads_the_rules_in_words(client, cdmn, officer):
    page = words(client.get(door("programme")))
    assert "Yearly revenue: less than CA$5,000,000" in page
    assert "Larger firms are served by the trade commissioners" in page
    assert "CA$4,000" in page
    assert reverse("landings:apply", args=["cdmn"]) in page
    assert door("programme-rules") not in page


def test_what_is_not_published_is_not_there(client, cdmn):
    Programme.objects.update(published_at=None)
    assert client.get(door("programme")).status_code == 404
    assert client.get(door("programme-version", 1)).status_code == 404


def test_saving_untouched_changes_nothing(cdmn, officer, log_in):
    log_in(officer).post(door("programme-rules"), typed(cdmn.current.document))
    assert ProgrammeDraft.objects.get().document == cdmn.current.document


def test_a_change_is_shown_tried_and_published(cdmn, officer, log_in):
    client = log_in(officer)
    data = typed(cdmn.current.document, **{"rule-2-value": "6,000,000", "ceiling": "4,500.00"})
    assert client.post(door("programme-rules"), data).status_code == 302
    page = words(client.get(door("programme-rules")))
    assert "CA$5,000,000" in page
    assert "CA$6,000,000" in page
    assert client.post(door("publish-rules"), {"note": ""}).status_code == 422
    published = client.post(door("publish-rules"), {"note": "Prices rose"}, follow=True)
    assert published.redirect_chain[-1][0] == door("programme-version", 2)
    assert "Prices rose" in words(published)
    cdmn.refresh_from_db()
    assert (cdmn.ceiling, cdmn.current.number) == (450_000, 2)
    assert cdmn.current.document["rules"][2]["value"] == {"amount": 600_000_000, "currency": "CAD"}


def test_a_new_rule_gets_a_key_and_a_dropped_one_goes(cdmn, officer, log_in):
    client = log_in(officer)
    data = typed(cdmn.current.document)
    new = {"field": "age_months", "operator": "at_least", "value": "12", "reason": "A year old at least."}
    data |= {f"rule-11-{name}": value for name, value in new.items()}
    client.post(door("programme-rules"), data)
    draft = ProgrammeDraft.objects.get().document
    assert draft["rules"][-1] == {"key": "age_months", **new, "value": 12}
    client.post(door("programme-rules"), {**typed(draft), "drop": "0"})
    assert ProgrammeDraft.objects.get().document["rules"][0]["key"] == "sector"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"rule-2-value": "a lot"}, "Write a number"),
        ({"rule-2-operator": "one_of"}, "This cannot be said of “Yearly revenue”"),
        ({"rule-3-value": "99 to 1"}, "The smaller number comes first."),
        ({"rule-0-value": "Canada"}, "Write countries by their two letters"),
        ({"rule-7-value": "maybe"}, "Write yes or no."),
        ({"rule-2-reason": ""}, "A rule needs this."),
        ({"ceiling": "-5"}, "Write an amount of zero or more."),
        ({"longest_stay": "2"}, "This is shorter than the shortest stay."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_kept(cdmn, officer, log_in, changes, complaint):
    client = log_in(officer)
    refused = client.post(door("programme-rules"), typed(cdmn.current.document, **changes))
    assert refused.status_code == 422
    assert complaint in words(refused)
    assert ProgrammeDraft.objects.exists()


def test_a_wrong_draft_is_kept_as_typed_and_cannot_be_published(cdmn, officer, log_in):
    client = log_in(officer)
    client.post(door("programme-rules"), typed(cdmn.current.document, **{"rule-1-value": "sofware"}))
    refused = client.post(door("publish-rules"), {"note": "Now"})
    assert refused.status_code == 422
    assert "&#x27;sofware&#x27; is not a sector; did you mean &#x27;software&#x27;?" in words(refused)
    assert cdmn.versions.count() == 1


def test_an_overtaken_draft_is_answered_409_and_kept(cdmn, officer, log_in):
    client = log_in(officer)
    client.post(door("programme-rules"), typed(cdmn.current.document, ceiling="4,500"))
    actions.load({**cdmn.current.document, "ceiling": 300_000}, now=timezone.now())
    assert client.post(door("publish-rules"), {"note": "Mine"}).status_code == 409
    assert "Another version was published" in words(client.get(door("programme-rules")))
    client.post(door("discard-rules"))
    assert not ProgrammeDraft.objects.exists()


def test_others_see_the_programme_but_do_not_edit_it(cdmn, log_in):
    for member in (make_member(), make_officer(make_programme()), make_officer(cdmn, role="reviewer")):
        assert log_in(member).get(door("programme-rules")).status_code == 403
        assert log_in(member).post(door("close-programme")).status_code == 403


def test_officers_come_and_go_in_the_browser(cdmn, officer, log_in):
    client, newcomer = log_in(officer), make_member()
    unknown = client.post(door("programme-people"), {"email": "nobody@kontor.example", "role": "reviewer"})
    assert unknown.status_code == 422
    client.post(door("programme-people"), {"email": newcomer.email.upper(), "role": "reviewer"})
    assert Officer.objects.get(member=newcomer).role == "reviewer"
    client.post(door("dismiss-officer"), {"member": officer.pk})
    client.post(door("dismiss-officer"), {"member": "nonsense"})
    assert Officer.objects.filter(member=officer).exists()
    client.post(door("dismiss-officer"), {"member": newcomer.pk})
    assert not Officer.objects.filter(member=newcomer).exists()


def test_closing_and_reopening(cdmn, officer, log_in, client):
    log_in(officer).post(door("close-programme"))
    assert "takes no applications now" in words(client.get(door("programme")))
    log_in(officer).post(door("reopen-programme"))
    assert "takes no applications now" not in words(client.get(door("programme")))


def test_an_absurd_number_of_rows_is_cut(cdmn, officer, log_in):
    for count in ("100000", "-1", "many"):
        assert log_in(officer).post(door("programme-rules"), {"rule-count": count}).status_code == 422


def test_the_line_ends_of_a_browser_are_no_change(cdmn, officer, log_in):
    rules = [{**cdmn.current.document["rules"][0], "reason": "One.\nTwo.", "referral": "Here.\nThere."}]
    said = {"about": "Who.\n\nWhat.", "referral": "Go\nthere.", "rules": rules}
    actions.load({**cdmn.current.document, **said}, now=timezone.now())
    cdmn.refresh_from_db()
    document = cdmn.current.document
    sent = {name: str(value).replace("\n", "\r\n") for name, value in typed(document).items()}
    client = log_in(officer)
    assert client.post(door("programme-rules"), sent).status_code == 302
    assert ProgrammeDraft.objects.get().document == document
    assert client.get(door("programme-rules")).context["changes"] == []


def test_adding_somebody_who_works_there_already_names_their_role(cdmn, officer, log_in):
    finance = make_officer(cdmn, make_member(name="Fay Okoro"), role="finance")
    client = log_in(officer)
    answer = client.post(door("programme-people"), {"email": finance.email, "role": "officer"})
    assert answer.status_code == 422
    assert "Fay Okoro already works for it, as “Finance”: take them off first." in words(answer)
    assert client.post(door("programme-people"), {"email": finance.email, "role": "finance"}).status_code == 302
    assert Officer.objects.get(member=finance).role == "finance"


def test_who_takes_themselves_off_is_led_home(cdmn, officer, log_in):
    make_officer(cdmn)
    left = log_in(officer).post(door("dismiss-officer"), {"member": officer.pk}, follow=True)
    assert (left.status_code, left.redirect_chain) == (200, [(reverse("landings:home"), 302)])
    assert f"You no longer work for {cdmn.name}." in words(left)
