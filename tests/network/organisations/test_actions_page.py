import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from ground.web.idempotency import KeyReused
from network.organisations import actions
from network.organisations.actions import page as page_actions
from network.organisations.facts import OrganisationOpened, PageChanged, ServicesChanged
from network.organisations.models import Organisation
from realtime.streams import events_after
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
PAGE = {"name": "Tidewrack Analytics", "country": "CA", "time_zone": "America/Halifax"}


def told(organisation):
    return [event.told for event in events_after(organisation.stream_id, 0)]


def opened(by=None, **changes):
    return actions.open_organisation(by=by or make_member(), kind="firm", page={**PAGE, **changes}, now=timezone.now())


def test_who_opens_an_organisation_owns_it():
    member = make_member()
    firm = opened(by=member)
    assert [(m.member, m.role) for m in firm.memberships.all()] == [(member, "owner")]
    assert firm.slug == "tidewrack-analytics"
    assert told(firm) == [OrganisationOpened(organisation_id=firm.pk)]


@pytest.mark.parametrize("name", ["شركة البحر", "株式会社", "🚢🚢", "New", "2024", "x" * 160])
def test_any_name_gets_an_address_of_its_own(name):
    first, second = opened(name=name), opened(name=name)
    assert first.name == second.name == name
    assert first.slug != second.slug
    assert first.slug not in page_actions.RESERVED


def test_opening_twice_with_one_key_opens_one():
    member = make_member()
    made = [actions.open_organisation(by=member, kind="firm", page=PAGE, key="k", now=timezone.now()) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(KeyReused):
        actions.open_organisation(by=member, kind="host", page=PAGE, key="k", now=timezone.now())
    assert Organisation.objects.count() == 1


def test_a_member_cannot_open_an_agency():
    with pytest.raises(PermissionDenied):
        actions.open_organisation(by=make_member(), kind="agency", page=PAGE, now=timezone.now())
    assert Organisation.objects.count() == 0


def test_a_changed_page_tells_what_changed_and_an_unchanged_one_nothing():
    member = make_member()
    firm = opened(by=member)
    for _ in range(2):
        actions.change_page(firm.pk, by=member, page={**PAGE, "headline": "Tide tables"}, now=timezone.now())
    firm.refresh_from_db()
    assert firm.headline == "Tide tables"
    assert told(firm)[1:] == [PageChanged(organisation_id=firm.pk, fields=["headline"])]


def test_staff_and_strangers_change_nothing():
    firm = opened()
    staff = make_member()
    join(firm, staff)
    service = actions.add_service(firm.pk, by=firm.members.first(), category="SI2", title="Hosting", now=timezone.now())
    market = actions.add_market(firm.pk, by=firm.members.first(), country="JP", relation="sought", now=timezone.now())
    before = told(firm)
    now = timezone.now()
    for nobody in (staff, make_member()):
        for refused in (
            lambda by: actions.change_page(firm.pk, by=by, page={"name": "X"}, now=now),
            lambda by: actions.add_service(firm.pk, by=by, category="SI", title="X", now=now),
            lambda by: actions.change_service(service.pk, by=by, category="SI", title="X", description="", now=now),
            lambda by: actions.drop_service(firm.pk, service.pk, by=by, now=now),
            lambda by: actions.add_market(firm.pk, by=by, country="FR", relation="sought", now=now),
            lambda by: actions.drop_market(firm.pk, market.pk, by=by, now=now),
            lambda by: actions.drop_language(firm.pk, "fr", by=by, now=now),
            lambda by: actions.add_language(firm.pk, by=by, language="fr", now=now),
        ):
            with pytest.raises(PermissionDenied):
                refused(nobody)
    assert told(firm) == before
    assert firm.services.get().title == "Hosting"


def test_services_are_added_changed_and_dropped():
    member = make_member()
    firm = opened(by=member)
    made = [
        actions.add_service(firm.pk, by=member, category="SI21", title="Tide models", key="k", now=timezone.now())
        for _ in range(2)
    ]
    assert made[0] == made[1]
    for _ in range(2):
        actions.change_service(
            made[0].pk, by=member, category="SJ31", title="Tide models", description="By bay", now=timezone.now()
        )
    for _ in range(2):
        actions.drop_service(firm.pk, made[0].pk, by=member, now=timezone.now())
    assert firm.services.count() == 0
    assert told(firm)[1:] == [
        ServicesChanged(categories=["SI21"]),
        ServicesChanged(categories=["SI21", "SJ31"]),
        ServicesChanged(categories=["SJ31"]),
    ]


def test_a_service_of_another_organisation_stays():
    member = make_member()
    mine, other = opened(by=member), opened()
    service = actions.add_service(other.pk, by=other.members.get(), category="SI", title="Theirs", now=timezone.now())
    actions.drop_service(mine.pk, service.pk, by=member, now=timezone.now())
    assert other.services.get() == service


def test_a_page_holds_only_so_many_services(monkeypatch):
    monkeypatch.setattr(page_actions, "SERVICES_AT_MOST", 1)
    member = make_member()
    firm = opened(by=member)
    actions.add_service(firm.pk, by=member, category="SI", title="One", now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        actions.add_service(firm.pk, by=member, category="SI", title="Two", now=timezone.now())
    assert refused.value.code == "too_many"


def test_markets_and_languages_are_kept_once():
    member = make_member()
    firm = opened(by=member)
    for _ in range(2):
        actions.add_market(firm.pk, by=member, country="JP", relation="sought", now=timezone.now())
        actions.add_language(firm.pk, by=member, language="fr", now=timezone.now())
    market = firm.markets.get()
    actions.add_language(firm.pk, by=member, language="mi", now=timezone.now())
    for _ in range(2):
        actions.drop_market(firm.pk, market.pk, by=member, now=timezone.now())
        actions.drop_language(firm.pk, "fr", by=member, now=timezone.now())
    assert [line.language for line in firm.languages.all()] == ["mi"]
    assert [fact.fields[0] for fact in told(firm)[1:]] == ["markets", "languages", "languages", "markets", "languages"]
