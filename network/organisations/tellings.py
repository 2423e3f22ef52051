"""An organisation's history for its staff; what the feed tells of it, and what each is told of their own."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.words import ebops
from network.organisations import facts
from network.organisations.models import Invitation, Membership, Organisation
from realtime.streams import timeline
from realtime.tellings import Line, Scene, by_field, by_stream, lines, tells

NEWEST: Final = 60
HISTORY: Final = "organisation"
JOINED: Final = "organisations.joined"
ROLE: Final = "organisations.role"
LEFT: Final = "organisations.left"
ASKED: Final = "organisations.asked"
LET_IN: Final = "organisations.let_in"
TURNED_AWAY: Final = "organisations.turned_away"
Params = Mapping[str, Any]

ORGANISATION: Final = Scene(
    of=by_stream,
    rows=Organisation.objects.all,
    key="stream_id",
    fields={"organisation": "name", "slug": "slug", "country": "country"},
    shaped=lambda row: {"url": reverse("network:organisation", args=[row["slug"]])},
)
INVITATION: Final = Scene(
    of=by_field("invitation_id"),
    rows=Invitation.objects.all,
    key="pk",
    fields={"email": "email"},
    absent={"email": _("Somebody")},
)


def history(organisation: Organisation) -> list[Line]:
    """The newest events, newest first."""
    return lines(timeline(organisation.stream, NEWEST), on=HISTORY)


def role_in_words(role: str) -> str:
    return str(dict(Membership.Role.choices).get(role, role)).lower()


def _field(name: str) -> str:
    """What the page calls it; of a field that it had once, the name."""
    beside = {"markets": gettext("markets"), "languages": gettext("languages")}
    columns = {field.name: str(field.verbose_name) for field in Organisation._meta.fields}
    return beside.get(name) or columns.get(name, name)


def _left(p: Params) -> str:
    words = gettext("%s left") if p["member_id"] == p["actor"] else gettext("%s was taken off the staff")
    return words % str(p["who"])


def _role(p: Params) -> str:
    return gettext("%(who)s is now %(role)s") % {**p, "role": role_in_words(p["role"])}


def _my_role(p: Params) -> str:
    return gettext("You are now %(role)s of %(organisation)s") % {**p, "role": role_in_words(p["role"])}


def _page(p: Params) -> str:
    return gettext("Changed: %s") % ", ".join(_field(name) for name in p["fields"])


def _services(p: Params) -> str:
    return gettext("Services changed: %s") % ", ".join(str(ebops.NAMES.get(code, code)) for code in p["categories"])


_JOINED = _("%(who)s joined %(organisation)s")
tells(
    facts.OrganisationOpened,
    here=_("The page was opened"),
    on=(HISTORY,),
    away=_("%(organisation)s is here now"),
    icon="building-2",
    tone="good",
    place=ORGANISATION,
)
tells(
    facts.PageChanged,
    here=_page,
    on=(HISTORY,),
    away=_("%(who)s changed the page of %(organisation)s"),
    icon="pencil",
    place=ORGANISATION,
    face=True,
)
tells(
    facts.ServicesChanged,
    here=_services,
    on=(HISTORY,),
    away=_("%(who)s changed the services of %(organisation)s"),
    icon="briefcase",
    place=ORGANISATION,
    face=True,
)
tells(
    facts.StaffInvited,
    here=lambda p: gettext("%s was invited") % p["email"],
    on=(HISTORY,),
    icon="mail",
    scenes=(INVITATION,),
)
tells(
    facts.InvitationRevoked,
    here=lambda p: gettext("The invitation of %s was withdrawn") % p["email"],
    on=(HISTORY,),
    icon="mail-x",
    scenes=(INVITATION,),
)
tells(
    facts.JoiningAsked,
    here=_("%(who)s asked to join, with the link for %(email)s"),
    on=(HISTORY,),
    to={ASKED: _("%(who)s asks to join %(organisation)s with the link for %(email)s")},
    icon="user-plus",
    scenes=(INVITATION,),
    who="member_id",
)
tells(
    facts.JoiningRefused,
    here=lambda p: gettext("%s was not let in") % p["who"],
    on=(HISTORY,),
    to={TURNED_AWAY: _("%(organisation)s did not let you in")},
    icon="user-minus",
    who="member_id",
)
tells(
    facts.JoiningDropped,
    here=lambda p: gettext("%s no longer asks to join") % p["who"],
    on=(HISTORY,),
    icon="user-minus",
    who="member_id",
)
tells(
    facts.StaffJoined,
    here=lambda p: gettext("%s joined") % p["who"],
    on=(HISTORY,),
    away=_JOINED,
    to={JOINED: _JOINED, LET_IN: _("You belong to %(organisation)s now")},
    icon="user-plus",
    tone="good",
    place=ORGANISATION,
    who="member_id",
    face=True,
)
tells(
    facts.StaffLeft,
    here=_left,
    on=(HISTORY,),
    away=_("%(who)s no longer belongs to %(organisation)s"),
    to={LEFT: _("You no longer belong to %(organisation)s")},
    icon="user-minus",
    place=ORGANISATION,
    who="member_id",
    face=True,
)
tells(
    facts.RoleChanged,
    here=_role,
    on=(HISTORY,),
    away=_("%(who)s has another role at %(organisation)s"),
    to={ROLE: _my_role},
    icon="user-cog",
    place=ORGANISATION,
    who="member_id",
    face=True,
)
