"""An organisation's history, in words. Names are fetched once for all its lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from network.members.models import Member
from network.organisations import ebops, facts
from network.organisations.models import Invitation, Membership, Organisation
from realtime.streams import Event, timeline

NEWEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as `ui/_timeline.html` wants it."""

    id: str
    at: datetime
    text: str
    by: str
    icon: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    people: dict[int | None, str]
    asked: dict[int, str]
    actor: int | None

    def member(self, told: Any) -> str:
        return self.people.get(told.member_id, _("Somebody"))

    def invited(self, told: Any) -> str:
        return self.asked.get(told.invitation_id, _("Somebody"))


def history(organisation: Organisation) -> list[Row]:
    """The newest events, newest first."""
    events = timeline(organisation.stream, NEWEST)
    people, asked = _people(events), _asked(events)
    return [_row(event, Names(people, asked, event.actor)) for event in events]


def _people(events: Iterable[Event]) -> dict[int | None, str]:
    ids = {event.actor for event in events} | {event.payload.get("member_id") for event in events}
    return dict(Member.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _asked(events: Iterable[Event]) -> dict[int, str]:
    ids = {event.payload.get("invitation_id") for event in events} - {None}
    return dict(Invitation.objects.filter(pk__in=ids).values_list("pk", "email"))


def _row(event: Event, names: Names) -> Row:
    told = event.told
    icon, tone, words = WORDS[type(told)]
    return Row(f"event-{event.pk}", event.at, words(told, names), names.people.get(event.actor, ""), icon, tone)


def _left(told: facts.StaffLeft, names: Names) -> str:
    words = _("%s left") if told.member_id == names.actor else _("%s was taken off the staff")
    return words % names.member(told)


def _role(told: facts.RoleChanged, names: Names) -> str:
    role = str(dict(Membership.Role.choices).get(told.role, told.role)).lower()
    return _("%(who)s is now %(role)s") % {"who": names.member(told), "role": role}


def _page(told: facts.PageChanged, _names: Names) -> str:
    return _("Changed: %s") % ", ".join(field_label(name) for name in told.fields)


def _services(told: facts.ServicesChanged, _names: Names) -> str:
    return _("Services changed: %s") % ", ".join(str(ebops.NAMES.get(code, code)) for code in told.categories)


def field_label(name: str) -> str:
    beside = {"markets": _("markets"), "languages": _("languages")}
    return beside.get(name) or str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


WORDS: dict[type[Any], tuple[str, str, Callable[[Any, Names], str]]] = {
    facts.OrganisationOpened: ("building-2", "good", lambda told, names: _("The page was opened")),
    facts.PageChanged: ("pencil", "", _page),
    facts.ServicesChanged: ("briefcase", "", _services),
    facts.StaffInvited: ("mail", "", lambda told, names: _("%s was invited") % names.invited(told)),
    facts.InvitationRevoked: (
        "mail-x",
        "",
        lambda told, names: _("The invitation of %s was withdrawn") % names.invited(told),
    ),
    facts.JoiningAsked: (
        "user-plus",
        "",
        lambda told, names: (
            _("%(who)s asked to join, with the link for %(email)s")
            % {"who": names.member(told), "email": names.invited(told)}
        ),
    ),
    facts.JoiningRefused: ("user-minus", "", lambda told, names: _("%s was not let in") % names.member(told)),
    facts.StaffJoined: ("user-plus", "good", lambda told, names: _("%s joined") % names.member(told)),
    facts.StaffLeft: ("user-minus", "", _left),
    facts.RoleChanged: ("user-cog", "", _role),
}
