"""An organisation as its pages need it."""

from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ground.words import ebops
from ground.words.asking import Hit
from ground.words.columns import name_key
from network.members.models import Member, Viewer
from network.members.registry import loading
from network.organisations import rules
from network.organisations.models import Invitation, Membership, Organisation
from network.organisations.registry import page_parts
from network.organisations.tellings import history

MOST_ALIKE = 20
RANK = Case(
    *(When(role=role, then=Value(at)) for at, role in enumerate(("owner", "manager"))),
    default=Value(2),
    output_field=IntegerField(),
)


def page(organisation: Organisation, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """What a viewer sees: services by main category, markets, languages; staff to members, history to the staff."""
    role = rules.role_of(viewer, organisation) if viewer.is_authenticated else None
    return {
        "organisation": organisation,
        "role": role,
        "may_manage": role in rules.MANAGING,
        "services": services_by_main(organisation),
        "markets": markets(organisation),
        "languages": list(organisation.languages.all()),
        "staff": list(staff(organisation)) if viewer.is_authenticated else [],
        "history": history(organisation) if role else [],
        "parts": [(part.template, part.shown(organisation, viewer, now)) for part in page_parts()],
        "now": now,
    }


def services_by_main(organisation: Organisation) -> list[tuple[Any, list[Any]]]:
    """Main EBOPS category in words → its services."""
    found: dict[str, list[Any]] = {}
    for service in organisation.services.order_by("category", "pk"):
        found.setdefault(ebops.main_of(service.category), []).append(service)
    return [(ebops.MAIN_NAMES[main], services) for main, services in found.items() if main in ebops.MAIN_NAMES]


def markets(organisation: Organisation) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"served": [], "sought": []}
    for market in organisation.markets.all():
        found[market.relation].append(market)
    return found


def staff(organisation: Organisation) -> QuerySet[Membership]:
    """Owners first, then managers, then staff; those who are no longer members are left out."""
    here = organisation.memberships.filter(member__is_active=True, member__confirmed_at__isnull=False)
    loaded = here.select_related("member").prefetch_related(*loading("member"))
    return loaded.order_by(RANK, "member__folded_name", "pk")


def staff_page(organisation: Organisation, by: Member, now: datetime) -> dict[str, Any]:
    """The staff with what the member may do to each."""
    role = rules.role_of(by, organisation)
    rows = [
        {
            "membership": membership,
            "roles": [
                (value, label)
                for value, label in Membership.Role.choices
                if value != membership.role and rules.may_change(role, membership.role, value)
            ],
            "may_remove": membership.member_id == by.pk or rules.may_give(role, membership.role),
            "own": membership.member_id == by.pk,
        }
        for membership in staff(organisation)
    ]
    asked = organisation.invitations.open(now).select_related("invited_by", "asked_by").order_by("-invited_at", "-pk")
    return {
        "organisation": organisation,
        "rows": rows,
        "may_manage": role in rules.MANAGING,
        "invitations": list(asked) if role in rules.MANAGING else [],
    }


def joining(invitation: Invitation, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """The page of a personal link: what whoever holds it may do with it."""
    own = viewer.is_authenticated and rules.is_address_of(viewer, invitation.email)
    asked = bool(viewer.is_authenticated and invitation.asked_by_id)
    first, _at, house = invitation.email.partition("@")
    return {
        "invitation": invitation,
        "trouble": rules.trouble(invitation, now),
        "joins": own or not viewer.is_authenticated,
        "only_address": not own and invitation.role in rules.MANAGING,
        "asked": asked and invitation.asked_by_id == viewer.pk,
        "asked_by_another": asked and invitation.asked_by_id != viewer.pk,
        "address": f"{first[:1]}…@{house}",
    }


def called_alike(name: str, viewer: Viewer) -> list[Organisation]:
    """Those whose name is the same to a person: case, accents and spaces set aside."""
    alike = Organisation.objects.visible_to(viewer).filter(folded_name=name_key(name))
    return list(alike.order_by("pk")[:MOST_ALIKE])


def meant_by(name: str) -> list[Hit]:
    """What a typed name or the last part of a page's address may mean; parts of names where there is no whole one."""
    key = name_key(name)
    here = Organisation.objects.filter(closed_at=None).order_by("folded_name", "pk")
    if not key:
        return []
    whole = list(here.filter(Q(slug=name.strip()) | Q(folded_name=key))[:MOST_ALIKE])
    return [_hit(one) for one in whole or here.filter(folded_name__contains=key)[:MOST_ALIKE]]


def _hit(one: Organisation) -> Hit:
    """With what tells it from others of its name; the address of its page tells the last two apart."""
    told = [one.name, str(one.get_kind_display()), one.city, str(one.country.name), one.slug]
    return Hit(str(one.pk), " · ".join(part for part in told if part), one)


def mine(member: Member) -> QuerySet[Membership]:
    here = Membership.objects.filter(member=member, organisation__closed_at=None)
    return here.select_related("organisation").order_by("organisation__folded_name", "pk")


def asked_to_join(member: Member, now: datetime) -> QuerySet[Invitation]:
    """Open invitations sent to an address that is the member's own."""
    asked = Invitation.objects.open(now).sent_to(member.pk).filter(organisation__closed_at=None)
    return asked.exclude(organisation__memberships__member=member).select_related("organisation", "invited_by")
