import pytest

from landings.applications.facts import ApplicationDecided
from landings.matching import actions
from landings.placements import actions as placements
from realtime.jobs import queue
from realtime.notices import Notice
from realtime.streams import publish
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_matching import NOW, make_match
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    application = make_application(state="accepted")
    offer, host, officer = make_offer(), make_member(), make_officer(application.programme)
    join(offer.site.host, host, role="manager")
    join(offer.site.host, make_member(), role="staff")
    return application, offer, host, officer


def told():
    queue.run_all()
    return sorted((notice.recipient, notice.sentence) for notice in Notice.objects.all())


def test_the_officer_hears_of_an_accepted_firm_once(world, django_capture_on_commit_callbacks):
    application, _offer, _host, officer = world
    fact = ApplicationDecided(application_id=application.pk, decision_id=1, outcome="accepted")
    publish(fact, to=application.stream, by=None, at=NOW)
    sentence = f"{application.firm.name} is accepted: propose a place"
    assert [row for row in told() if "propose a place" in row[1]] == [(officer.pk, sentence)]
    assert Notice.objects.get(kind="matching.to_match").path == f"/landings/applications/{application.pk}/offers/"


def test_firm_and_managers_are_asked_once(world):
    application, offer, host, officer = world
    actions.propose(application.pk, [offer.pk], by=officer, now=NOW)
    sentence = f"{application.firm.name} at {offer.site.name} is proposed: your answer is wanted"
    assert told() == sorted([(application.applicant_id, sentence), (host.pk, sentence)])


def test_the_others_hear_of_a_yes_and_of_a_no(world):
    application, offer, host, officer = world
    match = make_match(application, offer)
    placements.confirm(match.pk, by=application.applicant, now=NOW)
    assert {recipient for recipient, _words in told()} == {host.pk, officer.pk}
    actions.decline(match.pk, by=host, reason="Building works", now=NOW)
    no = [row for row in told() if "declined" in row[1]]
    assert {recipient for recipient, _words in no} == {application.applicant_id, officer.pk}


def test_an_expiry_is_told_to_all(world):
    application, offer, host, officer = world
    make_match(application, offer, expires_at=NOW)
    actions.expire_due(now=NOW)
    assert {recipient for recipient, _words in told()} == {application.applicant_id, host.pk, officer.pk}


def test_a_proposal_waits_for_each_until_they_answer_and_for_nobody_once_it_is_over(world):
    application, offer, host, officer = world

    def waiting():
        queue.run_all()
        rows = Notice.objects.unread().filter(kind="matching.proposed")
        return sorted(rows.values_list("recipient", flat=True))

    actions.propose(application.pk, [offer.pk], by=officer, now=NOW)
    assert waiting() == sorted([application.applicant_id, host.pk])
    match = application.matches.get()
    placements.confirm(match.pk, by=application.applicant, now=NOW)
    assert waiting() == [host.pk]
    actions.withdraw(match.pk, by=officer, now=NOW)
    assert waiting() == []
