from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from modelsearch import index

from ground.tables.locks import locked
from ground.web import idempotency
from ground.words.links import must_lead_where_it_says
from ground.words.slugs import slug_of
from network.members.models import Member
from network.organisations import rules
from network.organisations.actions.locks import locked_by_manager
from network.organisations.facts import OrganisationOpened, PageChanged, ServicesChanged
from network.organisations.models import Market, Membership, Organisation, ServiceLine
from realtime.streams import open_stream, publish

SERVICES_AT_MOST = 40
MARKETS_AT_MOST = 60
PAGE = (
    "name",
    "headline",
    "about",
    "website",
    "country",
    "city",
    "time_zone",
    "sector",
    "founded_on",
    "employees",
    "revenue",
    "currency",
    "is_public",
)
RESERVED = frozenset({"new"})


@transaction.atomic
def open_organisation(*, by: Member, kind: str, page: Mapping[str, Any], key: str = "", now: datetime) -> Organisation:
    """Make an organisation and its first owner. `page` holds fields of PAGE: name and country at least."""
    locked(Member.objects).get(pk=by.pk)
    values = {name: page[name] for name in PAGE if name in page}
    made = idempotency.earlier(by.pk, key, "organisation", kind, values)
    if made:
        return Organisation.objects.get(pk=made)
    if not rules.may_open(by, kind):
        raise PermissionDenied
    must_lead_where_it_says(values.get("website", ""))
    organisation = Organisation(kind=kind, created_at=now, **values)
    organisation.slug = _free_slug(organisation.name, kind)
    organisation.stream = open_stream("organisation")
    organisation.save()
    Membership.objects.create(organisation=organisation, member=by, role=Membership.Role.OWNER, joined_at=now)
    idempotency.keep(by.pk, key, "organisation", kind, values, result=organisation.pk)
    publish(OrganisationOpened(organisation_id=organisation.pk), to=organisation.stream, by=by.pk, at=now)
    return organisation


def _free_slug(name: str, kind: str) -> str:
    slug = slug_of(name, most=60, otherwise=kind)
    if slug in RESERVED or not slug.strip("0123456789") or Organisation.objects.filter(slug=slug).exists():
        slug = f"{slug}-{get_random_string(5, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    return slug


@transaction.atomic
def change_page(organisation_id: int, *, by: Member, page: Mapping[str, Any], now: datetime) -> Organisation:
    """Change fields of PAGE. What is the same stays silent."""
    organisation = locked_by_manager(organisation_id, by)
    changed = [name for name in PAGE if name in page and getattr(organisation, name) != page[name]]
    if "website" in changed:
        must_lead_where_it_says(page["website"])
    for name in changed:
        setattr(organisation, name, page[name])
    if changed:
        organisation.save()
        publish(PageChanged(organisation_id=organisation.pk, fields=changed), to=organisation.stream, by=by.pk, at=now)
    return organisation


@transaction.atomic
def add_service(
    organisation_id: int, *, by: Member, category: str, title: str, description: str = "", key: str = "", now: datetime
) -> ServiceLine:
    organisation = locked_by_manager(organisation_id, by)
    content = ("service", organisation_id, category, title, description)
    made = idempotency.earlier(by.pk, key, *content)
    if made:
        return idempotency.made_before(ServiceLine.objects.all(), made)
    if organisation.services.count() >= SERVICES_AT_MOST:
        raise ValidationError(_("A page holds at most %d services.") % SERVICES_AT_MOST, code="too_many")
    service = organisation.services.create(category=category, title=title, description=description)
    idempotency.keep(by.pk, key, *content, result=service.pk)
    _tell_services(organisation, [category], by, now)
    return service


@transaction.atomic
def change_service(
    service_id: int, *, by: Member, category: str, title: str, description: str, now: datetime
) -> ServiceLine:
    service = ServiceLine.objects.get(pk=service_id)
    organisation = locked_by_manager(service.organisation_id, by)
    was = (service.category, service.title, service.description)
    if was != (category, title, description):
        service.category, service.title, service.description = category, title, description
        service.save()
        _tell_services(organisation, sorted({was[0], category}), by, now)
    return service


@transaction.atomic
def drop_service(organisation_id: int, service_id: int, *, by: Member, now: datetime) -> None:
    """A second drop of the same service does nothing."""
    organisation = locked_by_manager(organisation_id, by)
    service = organisation.services.filter(pk=service_id).first()
    if service:
        service.delete()
        _tell_services(organisation, [service.category], by, now)


def _tell_services(organisation: Organisation, categories: list[str], by: Member, now: datetime) -> None:
    index.insert_or_update_object(organisation)
    publish(ServicesChanged(categories=categories), to=organisation.stream, by=by.pk, at=now)


def _tell_page(organisation: Organisation, field: str, by: Member, now: datetime) -> None:
    told = PageChanged(organisation_id=organisation.pk, fields=[field])
    publish(told, to=organisation.stream, by=by.pk, at=now)


@transaction.atomic
def add_market(organisation_id: int, *, by: Member, country: str, relation: str, now: datetime) -> Market:
    organisation = locked_by_manager(organisation_id, by)
    if organisation.markets.count() >= MARKETS_AT_MOST:
        raise ValidationError(_("A page names at most %d markets.") % MARKETS_AT_MOST, code="too_many")
    market, new = organisation.markets.get_or_create(country=country, relation=relation)
    if new:
        _tell_page(organisation, "markets", by, now)
    return market


@transaction.atomic
def drop_market(organisation_id: int, market_id: int, *, by: Member, now: datetime) -> None:
    organisation = locked_by_manager(organisation_id, by)
    gone, _rows = organisation.markets.filter(pk=market_id).delete()
    if gone:
        _tell_page(organisation, "markets", by, now)


@transaction.atomic
def add_language(organisation_id: int, *, by: Member, language: str, now: datetime) -> None:
    organisation = locked_by_manager(organisation_id, by)
    _line, new = organisation.languages.get_or_create(language=language)
    if new:
        _tell_page(organisation, "languages", by, now)


@transaction.atomic
def drop_language(organisation_id: int, language: str, *, by: Member, now: datetime) -> None:
    organisation = locked_by_manager(organisation_id, by)
    gone, _rows = organisation.languages.filter(language=language).delete()
    if gone:
        _tell_page(organisation, "languages", by, now)
