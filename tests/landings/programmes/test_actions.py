"""Programmes are loaded, drafted, published, closed; officers come and go."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ground.eligibility.faults import Refused
from landings.programmes import actions
from landings.programmes.models import Officer, Programme, ProgrammeDraft
from landings.programmes.rules import documents
from realtime.streams import timeline
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def cdmn(**changes):
    return {**documents.load(Path("landings/programmes/data/cdmn.json").read_bytes()), **changes}


def loaded():
    programme = actions.load(cdmn(), now=NOW).programme
    return programme, make_officer(programme)


def facts_of(programme):
    return [event.fact for event in reversed(timeline(programme.stream))]


def test_loading_makes_the_programme_and_what_is_in_force():
    programme, _officer = loaded()
    assert (programme.slug, programme.ceiling, programme.currency) == ("cdmn", 400_000, "CAD")
    assert [line.key for line in programme.criteria.all()] == ["market", "plan", "readiness", "benefit"]
    assert programme.fund_years.get(year=2024).amount == 20_000_000
    assert programme.current.number == 1
    assert facts_of(programme) == ["programme.published"]


def test_loading_again_changes_nothing_and_a_change_makes_a_version():
    programme, _officer = loaded()
    assert actions.load(cdmn(), now=NOW).number == 1
    assert actions.load(cdmn(ceiling=500_000), note="More", now=NOW).number == 2
    programme.refresh_from_db()
    assert programme.ceiling == 500_000
    assert programme.versions.get(number=1).document["ceiling"] == 400_000


def test_a_programme_keeps_its_currency():
    loaded()
    with pytest.raises(Refused, match="keeps its currency"):
        actions.load(cdmn(currency="EUR"), now=NOW)


def test_a_funder_must_be_there():
    with pytest.raises(Refused, match="no organisation has this page"):
        actions.load(cdmn(funder_organisation="nobody"), now=NOW)
    assert not Programme.objects.exists()


def test_a_dropped_line_of_the_rubric_is_retired_and_comes_back():
    programme, _officer = loaded()
    actions.load(cdmn(rubric=cdmn()["rubric"][:1]), now=NOW)
    assert [line.key for line in programme.criteria.filter(retired_at=None)] == ["market"]
    actions.load(cdmn(), now=NOW)
    assert programme.criteria.filter(retired_at=None).count() == 4


def test_a_draft_is_kept_even_wrong_but_not_published():
    programme, officer = loaded()
    wrong = cdmn(rules=[{**cdmn()["rules"][0], "field": "revenu"}])
    actions.save_draft(programme.pk, by=officer, document=wrong, now=NOW)
    with pytest.raises(Refused, match="did you mean 'revenue'"):
        actions.publish_draft(programme.pk, by=officer, note="", now=NOW)
    assert ProgrammeDraft.objects.get().document == wrong


def test_publishing_makes_the_next_version_and_ends_the_draft():
    programme, officer = loaded()
    actions.save_draft(programme.pk, by=officer, document=cdmn(ceiling=450_000), now=NOW)
    version = actions.publish_draft(programme.pk, by=officer, note="Prices rose", now=NOW)
    assert (version.number, version.note, version.published_by) == (2, "Prices rose", officer)
    assert not ProgrammeDraft.objects.exists()
    with pytest.raises(ValidationError, match="no draft"):
        actions.publish_draft(programme.pk, by=officer, note="", now=NOW)


def test_a_draft_that_another_version_overtook_is_not_published():
    programme, officer = loaded()
    actions.save_draft(programme.pk, by=officer, document=cdmn(ceiling=450_000), now=NOW)
    actions.load(cdmn(ceiling=300_000), now=NOW)
    with pytest.raises(ValidationError) as caught:
        actions.publish_draft(programme.pk, by=officer, note="", now=NOW)
    assert caught.value.code == "conflict"
    assert ProgrammeDraft.objects.get().document["ceiling"] == 450_000


def test_only_officers_draft_publish_and_close():
    programme, _officer = loaded()
    reviewer = make_officer(programme, role="reviewer")
    with pytest.raises(PermissionDenied):
        actions.save_draft(programme.pk, by=reviewer, document=cdmn(), now=NOW)
    with pytest.raises(PermissionDenied):
        actions.close(programme.pk, by=make_member(), now=NOW)


def test_closing_twice_is_told_once():
    programme, officer = loaded()
    actions.close(programme.pk, by=officer, now=NOW)
    actions.close(programme.pk, by=officer, now=NOW)
    assert not Programme.objects.open().exists()
    actions.reopen(programme.pk, by=officer, now=NOW)
    assert list(Programme.objects.open()) == [programme]
    assert facts_of(programme)[1:] == ["programme.closed", "programme.reopened"]


def test_a_programme_keeps_one_officer():
    programme, officer = loaded()
    with pytest.raises(ValidationError) as caught:
        actions.dismiss(programme.pk, member_id=officer.pk, by=officer, now=NOW)
    assert caught.value.code == "last_officer"
    second = make_member()
    actions.appoint(programme.pk, member=second, role="officer", by=officer, now=NOW)
    actions.dismiss(programme.pk, member_id=officer.pk, by=second, now=NOW)
    assert [row.member for row in Officer.objects.filter(programme=programme)] == [second]


def test_a_role_is_not_changed_by_appointing_again():
    programme, officer = loaded()
    finance = make_officer(programme, role="finance")
    with pytest.raises(ValidationError) as caught:
        actions.appoint(programme.pk, member=finance, role="officer", by=officer, now=NOW)
    assert caught.value.code == "other_role"
    actions.appoint(programme.pk, member=finance, role="finance", by=officer, now=NOW)
    assert Officer.objects.get(member=finance).role == "finance"
    assert "programme.officer_appointed" not in facts_of(programme)
