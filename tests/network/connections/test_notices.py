"""Whom somebody asks, and whom somebody answers with a yes, are told; nobody is told of anything else."""

import pytest
from django.utils import timezone

from network.connections import actions
from network.connections.models import STANDS_FOR
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories.connections import make_request
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def tray(member):
    run_all()
    standing = Notice.objects.of(member.pk).select_related("event").order_by("pk")
    return [(notice.sentence, notice.path) for notice in standing]


def test_who_is_asked_is_told_and_then_who_asked(ada, bo):
    make_request(ada, bo, NOW)
    assert (tray(bo), tray(ada)) == ([("Ada asks to connect with you.", f"/members/{ada.pk}/")], [])
    actions.accept(ada.pk, by=bo, now=NOW)
    assert (tray(bo), tray(ada)) == ([], [("Bo said yes: you are connected.", f"/members/{bo.pk}/")])


def test_of_two_who_ask_each_other_the_first_is_told(ada, bo):
    make_request(ada, bo, NOW), make_request(bo, ada, NOW)
    assert (tray(bo), tray(ada)) == ([], [("Bo said yes: you are connected.", f"/members/{bo.pk}/")])


@pytest.mark.parametrize("ending", ["decline", "withdraw", "lapse"])
def test_what_is_over_is_no_notice_and_makes_none(ada, bo, ending):
    make_request(ada, bo, NOW - STANDS_FOR if ending == "lapse" else NOW)
    assert len(tray(bo)) == 1
    if ending == "decline":
        actions.decline(ada.pk, by=bo, now=NOW)
    elif ending == "withdraw":
        actions.withdraw(bo.pk, by=ada, now=NOW)
    else:
        actions.lapse_due(now=NOW)
    assert tray(ada) == tray(bo) == []


def test_two_who_forget_each_other_are_told_nothing_and_the_yes_is_gone(ada, bo):
    make_request(ada, bo, NOW), actions.accept(ada.pk, by=bo, now=NOW)
    assert len(tray(ada)) == 1
    actions.disconnect(ada.pk, by=bo, now=NOW)
    assert tray(ada) == tray(bo) == []


def test_an_answer_to_one_leaves_what_another_asks(ada, bo):
    cy = make_member(name="Cy")
    make_request(ada, bo, NOW), make_request(cy, bo, NOW)
    tray(bo)
    actions.decline(ada.pk, by=bo, now=NOW)
    assert [words for words, _path in tray(bo)] == ["Cy asks to connect with you."]
