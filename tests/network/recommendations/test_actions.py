from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.dealings import queries as dealings
from network.members.registry import is_blocked
from network.recommendations import actions, queries
from network.recommendations.models import Recommendation, State
from realtime.streams import Event
from tests.factories.dealings import make_dealing
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.factories.recommendations import WORDS, make_asked, make_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def now():
    return timezone.now()


def code_of(refused):
    error = refused.value
    return (
        [one.code for those in error.error_dict.values() for one in those]
        if hasattr(error, "error_dict")
        else error.code
    )


def test_words_wait_for_a_yes_and_are_shown_then_and_hidden_again(ada, bo):
    made = make_recommendation(ada, bo)
    assert (made.state, queries.of_member(bo)) == (State.WAITING, [])
    for _ in range(2):
        actions.show(made.pk, by=bo, now=now())
    [(found, did)] = queries.of_member(bo)
    assert (found.words, found.by, did.label) == (WORDS, ada, "A meeting")
    actions.keep(made.pk, by=bo, now=now())
    assert queries.of_member(bo) == []
    facts = Event.objects.filter(stream=made.stream_id).order_by("seq").values_list("fact", flat=True)
    assert list(facts) == ["recommendation.written", "recommendation.shown", "recommendation.kept"]


def test_only_a_dealing_that_both_had_and_that_is_open_is_spoken_of(ada, bo):
    other = make_member()
    closed = make_dealing(ada, bo, closes_on=now().date() - timedelta(days=2))
    not_theirs = make_dealing(ada, other)
    for dealing in (closed, not_theirs):
        with pytest.raises(ValidationError) as refused:
            actions.write(bo.pk, by=ada, dealing_id=dealing.pk, words=WORDS, now=now())
        assert code_of(refused) == ["never"]
    with pytest.raises(ValidationError):
        actions.write(ada.pk, by=ada, dealing_id=not_theirs.pk, words=WORDS, now=now())
    assert not Recommendation.objects.exists()


def test_people_of_a_side_speak_for_it_and_who_is_of_both_for_neither(ada, bo):
    firm, house = make_organisation(staff=[ada]), make_organisation("host", staff=[bo])
    stay = make_dealing({"organisation": firm}, {"organisation": house}, kind="stay")
    assert dealings.shared(ada, bo) == [stay]
    assert str(dealings.told(stay)).startswith(f"A stay · {firm.name} · {house.name}")
    colleague = make_member()
    join(firm, colleague)
    assert dealings.shared(ada, colleague) == []
    join(house, ada)
    assert dealings.shared(ada, bo) == []


def test_the_same_words_again_change_nothing_and_others_are_refused(ada, bo):
    dealing = make_dealing(ada, bo)
    made = make_recommendation(ada, bo, dealing=dealing)
    assert make_recommendation(ada, bo, dealing=dealing) == made
    with pytest.raises(ValidationError) as refused:
        make_recommendation(ada, bo, dealing=dealing, words="Other")
    assert refused.value.code == "written"
    for words, code in (("", "no_words"), ("x" * 1001, "too_long")):
        with pytest.raises(ValidationError) as refused:
            make_recommendation(words=words)
        assert code_of(refused) == [code]


def test_changed_words_wait_for_a_yes_again(ada, bo):
    made = make_recommendation(ada, bo, shown=True)
    actions.change(made.pk, by=ada, words=WORDS, now=now())
    assert len(queries.of_member(bo)) == 1
    changed = actions.change(made.pk, by=ada, words="Better words.", now=now())
    assert (changed.state, queries.of_member(bo)) == (State.WAITING, [])
    with pytest.raises(PermissionDenied):
        actions.change(made.pk, by=bo, words="My own praise", now=now())
    with pytest.raises(PermissionDenied):
        actions.show(made.pk, by=ada, now=now())


def test_a_change_is_asked_for_once(ada, bo):
    made = make_recommendation(ada, bo)
    asked = actions.ask_change(made.pk, by=bo, wanted="Please say that it was spring.", now=now())
    assert asked.waits_for_change
    changed = actions.change(made.pk, by=ada, words="It was spring.", now=now())
    assert not changed.waits_for_change
    with pytest.raises(ValidationError) as refused:
        actions.ask_change(made.pk, by=bo, wanted="And again?", now=now())
    assert refused.value.code == "not_now"


def test_withdrawn_words_are_erased_and_may_be_written_again(ada, bo):
    made = make_recommendation(ada, bo, shown=True)
    for _ in range(2):
        gone = actions.withdraw(made.pk, by=ada, now=now())
    assert (gone.words, gone.state, queries.of_member(bo)) == ("", State.WITHDRAWN, [])
    again = actions.write(bo.pk, by=ada, dealing_id=made.dealing_id, words="After all.", now=now())
    assert (again.pk, again.state) == (made.pk, State.WAITING)


def test_who_is_asked_writes_or_declines_quietly(ada, bo):
    made = make_asked(bo, ada)
    declined = actions.decline(made.pk, by=ada, now=now())
    assert queries.shown_to(bo, declined, now=now()).state == State.ASKED
    assert queries.shown_to(ada, declined, now=now()).state == State.DECLINED
    assert (queries.counts_of(bo)["about"], queries.counts_of(ada)["by"]) == (1, 0)
    written = actions.change(made.pk, by=ada, words=WORDS, now=now())
    assert written.state == State.WAITING


def test_one_asks_once_of_a_dealing(ada, bo):
    made = make_asked(bo, ada)
    assert actions.ask(ada.pk, by=bo, dealing_id=made.dealing_id, request="How was it?", now=now()) == made
    for taken_back in (False, True):
        if taken_back:
            actions.withdraw(made.pk, by=bo, now=now())
        with pytest.raises(ValidationError) as refused:
            actions.ask(ada.pk, by=bo, dealing_id=made.dealing_id, request="Well?", now=now())
        assert refused.value.code == "asked"


def test_who_leaves_is_neither_shown_nor_waited_for(ada, bo):
    shown, waiting = make_recommendation(ada, bo, shown=True), make_recommendation(ada, bo)
    ada.is_active = False
    ada.save()
    assert queries.of_member(bo) == []
    assert not Recommendation.objects.visible_to(bo).exists()
    is_blocked(ada.pk, now())
    waiting.refresh_from_db(), shown.refresh_from_db()
    assert (waiting.state, shown.state) == (State.WITHDRAWN, State.SHOWN)


def test_nothing_is_said_of_a_closed_dealing(ada, bo):
    made, later = make_recommendation(ada, bo), now() + timedelta(days=400)
    for act in (
        lambda: actions.change(made.pk, by=ada, words="Later.", now=later),
        lambda: actions.ask_change(made.pk, by=bo, wanted="Later?", now=later),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "not_now"
    assert actions.show(made.pk, by=bo, now=later).state == State.SHOWN
    assert actions.withdraw(made.pk, by=ada, now=later).state == State.WITHDRAWN
