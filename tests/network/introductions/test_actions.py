from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.introductions import actions
from network.introductions.models import REMIND_AFTER, STANDS_FOR, Introduction, MeetingTime, Side
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def facts_of(introduction):
    return [event.fact.removeprefix("introduction.") for event in introduction.stream.events.order_by("seq")]


def test_both_yes_opens_a_conversation_of_the_three():
    introduction = make_agreed_introduction()
    people = {participant.member for participant in introduction.conversation.participants.all()}
    assert people == {introduction.commissioner, *(side.member for side in sides_of(introduction))}
    assert facts_of(introduction) == ["proposed", "answered", "answered", "agreed"]


@pytest.mark.parametrize("second", ["no", "later"])
def test_one_yes_opens_nothing(second):
    introduction = make_introduction()
    first, other = sides_of(introduction)
    actions.answer(first.pk, answer="yes", now=timezone.now())
    actions.answer(other.pk, answer=second, now=timezone.now())
    introduction.refresh_from_db()
    assert (introduction.state, introduction.conversation) == ("asked", None)


def test_later_may_become_yes_but_no_stays_no():
    introduction = make_introduction()
    first, other = sides_of(introduction)
    actions.answer(first.pk, answer="later", now=timezone.now())
    actions.answer(first.pk, answer="yes", now=timezone.now())
    actions.answer(other.pk, answer="no", now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        actions.answer(other.pk, answer="yes", now=timezone.now())
    assert refused.value.code == "too_late"


def test_a_double_click_answers_once():
    introduction = make_introduction()
    first = sides_of(introduction)[0]
    for _ in range(2):
        actions.answer(first.pk, answer="yes", now=timezone.now())
    assert facts_of(introduction) == ["proposed", "answered"]


def test_silence_expires_and_then_nobody_can_answer():
    introduction = make_introduction()
    later = timezone.now() + STANDS_FOR
    assert actions.expire_due(now=later - timedelta(minutes=1)) == 0
    assert actions.expire_due(now=later + timedelta(minutes=1)) == 1
    assert actions.expire_due(now=later + timedelta(minutes=1)) == 0
    with pytest.raises(ValidationError):
        actions.answer(sides_of(introduction)[0].pk, answer="yes", now=later)
    assert Introduction.objects.get().state == "expired"


def test_an_answer_on_the_last_day_counts_before_the_sweep_but_not_after_the_hour():
    introduction = make_introduction()
    side = sides_of(introduction)[0]
    with pytest.raises(ValidationError):
        actions.answer(side.pk, answer="yes", now=introduction.expires_at)


def test_each_silent_side_is_reminded_once():
    introduction = make_introduction()
    first, other = sides_of(introduction)
    actions.answer(first.pk, answer="yes", now=timezone.now())
    due = timezone.now() + REMIND_AFTER + timedelta(minutes=1)
    assert [actions.remind_due(now=due), actions.remind_due(now=due)] == [1, 0]
    assert Side.objects.exclude(reminded_at=None).get() == other


def test_only_the_office_proposes_withdraws_and_closes():
    introduction = make_agreed_introduction()
    stranger = make_staff = make_member()
    with pytest.raises(PermissionDenied):
        actions.close(introduction.pk, by=stranger, outcome="met", note="", now=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.withdraw(introduction.pk, by=make_staff, now=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.propose(
            by=stranger,
            agency=introduction.agency,
            firm=introduction.firm,
            founder=sides_of(introduction)[0].member,
            contact=make_member(),
            blurb="x",
            now=timezone.now(),
        )


def test_it_closes_on_an_outcome_only():
    introduction = make_agreed_introduction()
    with pytest.raises(ValidationError):
        actions.close(introduction.pk, by=introduction.commissioner, outcome="", note="", now=timezone.now())
    actions.close(introduction.pk, by=introduction.commissioner, outcome="deal", note="!", now=timezone.now())
    introduction.refresh_from_db()
    assert (introduction.state, introduction.outcome) == ("closed", "deal")


def test_an_introduction_still_asked_cannot_be_closed():
    introduction = make_introduction()
    with pytest.raises(PermissionDenied):
        actions.close(introduction.pk, by=introduction.commissioner, outcome="met", note="", now=timezone.now())


def test_contacts_are_not_pestered():
    contact = make_member()
    for _ in range(3):
        make_introduction(contact=contact)
    with pytest.raises(ValidationError) as refused:
        make_introduction(contact=contact)
    assert "contact" in refused.value.message_dict
    make_introduction(contact=contact, now=timezone.now() + timedelta(days=91))


def test_the_same_two_are_not_asked_twice_at_once():
    founder, contact = make_member(), make_member()
    make_introduction(founder=founder, contact=contact)
    with pytest.raises(ValidationError):
        make_introduction(founder=founder, contact=contact)


def test_who_does_not_belong_to_the_firm_cannot_stand_for_it():
    introduction = make_introduction()
    with pytest.raises(ValidationError) as refused:
        actions.propose(
            by=introduction.commissioner,
            agency=introduction.agency,
            firm=make_organisation("firm"),
            founder=make_member(),
            contact=make_member(),
            blurb="x",
            now=timezone.now(),
        )
    assert "founder" in refused.value.message_dict


def test_a_meeting_time_needs_two_people():
    introduction = make_agreed_introduction()
    first, other = (side.member for side in sides_of(introduction))
    at = timezone.now() + timedelta(days=3)
    for _ in range(2):
        time = actions.suggest_time(introduction.pk, by=first, starts_at=at, minutes=30, now=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.accept_time(time.pk, by=first, now=timezone.now())
    actions.accept_time(time.pk, by=other, now=timezone.now())
    assert MeetingTime.objects.get().accepted_by == other


def test_a_meeting_time_in_the_past_is_refused():
    introduction = make_agreed_introduction()
    first = sides_of(introduction)[0].member
    with pytest.raises(ValidationError):
        actions.suggest_time(introduction.pk, by=first, starts_at=timezone.now(), minutes=30, now=timezone.now())
