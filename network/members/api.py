"""Members, for programs: what the page of one shows. The list is the directory's."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from ground.web.api import scopes
from ground.web.api.routers import Router
from ground.web.policies import members
from network.members.models import Member

READ = scopes.declare("members:read", _("Read members and their profiles"))
router = Router("members")


class Named(Schema):
    """A member as they are named beside something else. `url` is their page, for people."""

    id: int
    name: str
    url: str

    @staticmethod
    def resolve_name(member: Member) -> str:
        return str(member)

    @staticmethod
    def resolve_url(member: Member) -> str:
        return member.get_absolute_url()


class Spoken(Schema):
    """`language` is an ISO 639-1 code, `level` one of the Common European Framework, A1 to C2."""

    language: str
    level: str


class Belonging(Schema):
    """`role` is owner, manager or staff."""

    slug: str
    name: str
    role: str

    @staticmethod
    def resolve_slug(membership: object) -> str:
        return str(membership.organisation.slug)  # type: ignore[attr-defined]  # a row of a higher feature

    @staticmethod
    def resolve_name(membership: object) -> str:
        return str(membership.organisation.name)  # type: ignore[attr-defined]  # a row of a higher feature


class MemberOut(Named):
    """`country` is an ISO 3166-1 code, `time_zone` a name of the IANA's database; empty where it was not said."""

    headline: str
    about: str
    country: str
    city: str
    time_zone: str
    offices: list[str]
    languages: list[Spoken]
    organisations: list[Belonging]

    @staticmethod
    def resolve_country(member: Member) -> str:
        return str(member.country)

    @staticmethod
    def resolve_offices(member: Member) -> list[str]:
        return [str(office.label) for office in member.offices]

    @staticmethod
    def resolve_languages(member: Member) -> list[object]:
        return list(member.languages.all())

    @staticmethod
    def resolve_organisations(member: Member) -> list[object]:
        return [one for one in member.memberships.all() if one.organisation.closed_at is None]


@router.reads("members/{row:member_id}", name="member", who=members(), scope=READ, answers=MemberOut)
def member(request: HttpRequest, member_id: int) -> Member:
    """One member. Who left, or has not confirmed their address, is absent."""
    return get_object_or_404(Member.objects.visible_to(request.user).for_list(), pk=member_id)
