"""Work items are kept as the truth says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from network.desk import actions, kinds
from network.desk.models import WorkExclusion, WorkItem
from network.introductions import actions as introductions
from network.introductions import desk
from network.introductions.models import Introduction
from tests.factories.desk import on_desk
from tests.factories.introductions import make_introduction, sides_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def kept():
    return sorted(WorkItem.objects.values_list("kind", "subject", "group_kind", "group_key"))


def test_a_fact_keeps_what_waits_in_its_own_transaction():
    with transaction.atomic():
        introduction = make_introduction()
        first, second = [side.member for side in sides_of(introduction)]
        assert len(on_desk(first)) == len(on_desk(second)) == 1
    introductions.answer(sides_of(introduction)[0].pk, answer="yes", now=NOW)
    assert (len(on_desk(first)), len(on_desk(second))) == (0, 1)
    assert not actions.mend(now=NOW)


def test_what_is_undone_keeps_nothing():
    with pytest.raises(RuntimeError), transaction.atomic():
        make_introduction()
        raise RuntimeError
    assert kept() == []


def test_what_no_fact_told_of_is_mended_and_logged(caplog):
    introduction = make_introduction(now=NOW)
    whole = kept()
    lost, changed = WorkItem.objects.order_by("pk")
    lost.delete()
    WorkItem.objects.filter(pk=changed.pk).update(rank_at=NOW - timedelta(days=1), target=0)
    WorkItem.objects.create(
        kind="introduction.asked", subject=10**6, target=1, group_kind="member", group_key=1, since=NOW, rank_at=NOW
    )
    assert actions.mend(now=NOW) == {"introduction.asked": 3}
    assert caplog.messages == ["work items were not as their truth: 3 mended (introduction.asked 3)"]
    changed.refresh_from_db()
    assert (kept(), changed.target, changed.rank_at) == (whole, introduction.pk, introduction.expires_at)
    assert not actions.mend(now=NOW)


def test_exclusions_are_kept_too(monkeypatch):
    def truth(keys):
        for work in desk.SOURCE.truth(keys):
            yield replace(work, not_for=[kinds.one(7), ("organisation.people", 8)])

    make_introduction(now=NOW)
    monkeypatch.setattr(kinds, "_sources", {"introductions": replace(desk.SOURCE, truth=truth)})
    assert actions.mend(now=NOW) == {"introduction.asked": 2}
    assert WorkExclusion.objects.count() == 4
    assert not actions.mend(now=NOW)
    monkeypatch.setattr(kinds, "_sources", {"introductions": desk.SOURCE})
    actions.mend(now=NOW)
    assert WorkExclusion.objects.count() == 0


def test_what_has_lapsed_is_taken_away():
    introduction = make_introduction(now=NOW)
    assert not actions.mend(now=introduction.expires_at)
    assert kept() == []


def test_all_chunks_are_compared(monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    for _ in range(3):
        make_introduction(now=NOW)
    whole = kept()
    WorkItem.objects.all().delete()
    assert actions.mend(now=NOW) == {"introduction.asked": 6}
    assert kept() == whole


def test_the_command_fills_a_database_of_before(capsys):
    make_introduction()
    WorkItem.objects.all().delete()
    call_command("keep_desks")
    assert "2 work items" in capsys.readouterr().out
    call_command("keep_desks")
    assert capsys.readouterr().out == ""


def test_a_start_compares_only_what_this_release_says_otherwise(monkeypatch, count_queries):
    make_introduction(now=NOW)
    WorkItem.objects.all().delete()
    assert actions.keep_changed(now=NOW) == {"introduction.asked": 2}
    WorkItem.objects.all().delete()
    assert count_queries(lambda: actions.keep_changed(now=NOW)) == 1
    assert kept() == []
    other = replace(desk.OUTCOME, patience=timedelta(days=9))
    monkeypatch.setattr(kinds, "_sources", {"introductions": replace(desk.SOURCE, kinds=(desk.ASKED, other))})
    assert actions.keep_changed(now=NOW) == {"introduction.asked": 2}


def test_what_the_sweep_has_compared_is_not_compared_at_the_next_start(count_queries):
    make_introduction(now=NOW)
    actions.mend(now=NOW)
    assert count_queries(lambda: actions.keep_changed(now=NOW)) == 1


def test_what_a_truth_says_otherwise_changes_its_signature():
    def otherwise(keys):
        yield from desk.SOURCE.truth(keys)

    others = [source for source in kinds.all_sources() if source.name != desk.SOURCE.name]
    assert desk.SOURCE.signature == replace(desk.SOURCE, facts={}).signature
    assert desk.SOURCE.signature not in {source.signature for source in others}
    assert replace(desk.SOURCE, truth=otherwise).signature != desk.SOURCE.signature


def test_what_an_update_brings_is_no_fault(caplog):
    caplog.set_level("INFO", "kontor.desk")
    make_introduction(now=NOW)
    WorkItem.objects.all().delete()
    actions.keep_changed(now=NOW)
    [record] = [one for one in caplog.records if one.name == "kontor.desk"]
    said = "work items as this release has them: 2 written (introduction.asked 2)"
    assert (record.levelname, record.message) == ("INFO", said)


def test_names_are_given_once():
    with pytest.raises(ValueError, match="introductions is on the desk already"):
        kinds.add_source(desk.SOURCE)
    with pytest.raises(ValueError, match="member is on the desk already"):
        kinds.add_name_kind(kinds.NameKind("member", Introduction))
