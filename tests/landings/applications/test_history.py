"""The timeline: the firm reads what concerns it, those who decide read all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from landings.applications import actions
from landings.applications.tellings import history
from realtime.kinds import pieces
from realtime.streams import timeline
from tests.factories.landings_applications import make_application
from tests.factories.landings_programmes import make_officer, make_programme

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=5)


@pytest.fixture
def reviewed():
    programme = make_programme()
    make_officer(programme)
    reviewer = make_officer(programme, role="reviewer")
    start = timezone.localdate() + timedelta(days=90)
    application = make_application(programme, state="draft", starts_on=start, answers={"country": "CA"})
    actions.submit(application.pk, by=application.applicant, now=NOW)
    scores = dict.fromkeys(("market", "plan", "team"), (4, "Because."))
    actions.submit_review(application.reviews.get().pk, by=reviewer, scores=scores, recommendation="accept", now=NOW)
    return application


def test_the_firm_reads_that_reviews_are_in_but_not_whose(reviewed):
    rows = [(row.text, row.by) for row in history(reviewed, inner=False)]
    assert rows == [("1 review of 1 is in", ""), ("The firm applied", reviewed.applicant.name)]


def test_officers_read_every_step_with_names(reviewed):
    reviewer = reviewed.reviews.get().reviewer
    rows = [(row.text, row.by) for row in history(reviewed, inner=True)]
    assert rows == [
        ("1 review of 1 is in", reviewer.name),
        ("A reviewer was asked", ""),
        ("The firm applied", reviewed.applicant.name),
    ]


def test_every_event_refreshes_pieces_and_says_nothing_itself(reviewed):
    shown = [piece for event in timeline(reviewed.stream) for piece in pieces.pieces_of(event, "application")]
    assert {piece.do for piece in shown} == {"refresh"}
    assert {piece.id for piece in shown} == {
        "application-state",
        "application-act",
        "application-timeline",
        "application-reviews",
    }


def test_the_programmes_desk_moves_with_each_step(reviewed):
    events = timeline(reviewed.programme.stream)
    assert [piece.id for event in events for piece in pieces.pieces_of(event, "programme")] == ["intake", "intake"]
