"""Organisations, for programs: what the page of one shows to whoever asks. The list is the directory's."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from ground.web.api import scopes
from ground.web.api.routers import Router
from ground.web.policies import everyone
from network.organisations.models import Organisation

READ = scopes.declare("organisations:read", _("Read organisations and what they sell"))
router = Router("organisations")


class Service(Schema):
    """`category` is a code of EBOPS 2010."""

    category: str
    title: str
    description: str


class OrganisationRow(Schema):
    """`kind` is firm, host, agency, buyer or partner; `country` an ISO 3166-1 code; `url` its page, for people."""

    slug: str
    kind: str
    name: str
    headline: str
    country: str
    city: str
    sector: str
    url: str

    @staticmethod
    def resolve_country(organisation: Organisation) -> str:
        return str(organisation.country)

    @staticmethod
    def resolve_url(organisation: Organisation) -> str:
        return organisation.get_absolute_url()


class OrganisationOut(OrganisationRow):
    """`sought` and `served` are the countries that it wants to sell to, and does."""

    about: str
    website: str
    time_zone: str
    founded_on: date | None
    employees: int | None
    services: list[Service]
    sought: list[str]
    served: list[str]
    languages: list[str]

    @staticmethod
    def resolve_services(organisation: Organisation) -> list[object]:
        return list(organisation.services.all())

    @staticmethod
    def resolve_sought(organisation: Organisation) -> list[str]:
        return _markets(organisation, "sought")

    @staticmethod
    def resolve_served(organisation: Organisation) -> list[str]:
        return _markets(organisation, "served")

    @staticmethod
    def resolve_languages(organisation: Organisation) -> list[str]:
        return [one.language for one in organisation.languages.all()]


def _markets(organisation: Organisation, relation: str) -> list[str]:
    return [str(market.country) for market in organisation.markets.all() if market.relation == relation]


@router.reads("organisations/{slug:slug}", name="organisation", who=everyone(), scope=READ, answers=OrganisationOut)
def organisation(request: HttpRequest, slug: str) -> Organisation:
    """One organisation. Visitors see those whose page is open to them."""
    loaded = Organisation.objects.visible_to(request.user).prefetch_related("services", "markets", "languages")
    return get_object_or_404(loaded, slug=slug)
