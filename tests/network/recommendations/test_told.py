"""The desk and the tray: a request and a wish for the writer, words for whom they are about; nobody hears of a no."""

import pytest
from django.utils import timezone

from network.desk.models import WorkItem
from network.recommendations import actions
from realtime.jobs import queue
from realtime.notices import Notice
from tests.factories.members import make_member
from tests.factories.recommendations import make_asked, make_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def waits():
    return [(item.kind, item.group_key) for item in WorkItem.objects.filter(kind__startswith="recommendation")]


def told(member):
    queue.run_all()
    return sorted(notice.kind for notice in Notice.objects.filter(recipient=member.pk).unread())


def test_a_request_waits_for_the_writer_until_it_is_answered(ada, bo):
    made = make_asked(bo, ada)
    assert (waits(), told(ada)) == ([("recommendation.asked", ada.pk)], ["recommendations.asked"])
    actions.decline(made.pk, by=ada, now=timezone.now())
    assert (waits(), told(ada), told(bo)) == ([], [], [])


def test_words_wait_for_a_yes_and_a_wish_for_the_writer(ada, bo):
    made = make_recommendation(ada, bo)
    assert (waits(), told(bo)) == ([("recommendation.written", bo.pk)], ["recommendations.written"])
    actions.ask_change(made.pk, by=bo, wanted="Shorter?", now=timezone.now())
    assert (waits(), told(ada), told(bo)) == ([("recommendation.change", ada.pk)], ["recommendations.change"], [])
    actions.change(made.pk, by=ada, words="Shorter.", now=timezone.now())
    assert (waits(), told(ada)) == ([("recommendation.written", bo.pk)], [])
    actions.show(made.pk, by=bo, now=timezone.now())
    assert (waits(), told(ada), told(bo)) == ([], ["recommendations.shown"], [])
    actions.withdraw(made.pk, by=ada, now=timezone.now())
    assert (waits(), told(ada), told(bo)) == ([], [], [])
