"""An application's story: what the firm may read, what those who decide read besides, and what each is told."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from landings.applications.facts import (
    ApplicationBegun,
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    ReferralTaken,
    Reviewed,
    ReviewerAssigned,
    ReviewHandedBack,
)
from landings.applications.models import Application
from landings.applications.models.states import State
from realtime.streams import timeline
from realtime.streams.audiences import Audience
from realtime.tellings import Line, lines, tells

SENT: Final = "applications.sent"
TO_REVIEW: Final = "applications.to_review"
REVIEWED: Final = "applications.reviewed"
UNREVIEWED: Final = "applications.unreviewed"
WANTED: Final = "applications.information_wanted"
GIVEN: Final = "applications.information_given"
DECIDED: Final = "applications.decided"
WITHDRAWN: Final = "applications.withdrawn"
HISTORY: Final = "application"
LANDING: Final = "landing"
"""The landing's timeline, which begins with the application."""


def history(application: Application, *, inner: bool) -> list[Line]:
    """Newest first. `inner`: for those who decide and review, with every name."""
    audience = Audience.STAFF if inner else Audience.PARTIES
    return lines(timeline(application.stream), on=HISTORY, audience=audience, unreadable=inner)


def _reviewed(p: Mapping[str, Any]) -> str:
    return ngettext("%(done)d review of %(of)d is in", "%(done)d reviews of %(of)d are in", p["done"]) % p


def _decided(p: Mapping[str, Any]) -> str:
    said = {"programme": p["programme"], "state": State(p["outcome"]).label}
    return gettext("%(programme)s has decided on your application: %(state)s") % said


_ALL_IN: Final = _("All reviews of %(firm)s are in: decide")
tells(ApplicationBegun, here=_("Application begun"), on=(HISTORY,), icon="file-plus")
tells(
    ApplicationSubmitted,
    here=_("The firm applied"),
    on=(HISTORY, LANDING),
    to={SENT: _("%(firm)s applied to %(programme)s")},
    icon="send",
    tone="good",
)
tells(
    ReviewerAssigned,
    here=_("A reviewer was asked"),
    on=(HISTORY,),
    to={TO_REVIEW: _("%(firm)s waits for your review")},
    icon="user-round-search",
    audience=Audience.STAFF,
)
tells(
    ConflictDeclared,
    here=_("A reviewer stepped back from a conflict"),
    on=(HISTORY,),
    to={REVIEWED: _ALL_IN},
    icon="scale",
    audience=Audience.STAFF,
)
tells(
    ReviewHandedBack,
    here=_("A reviewer left before the review was written"),
    on=(HISTORY,),
    to={UNREVIEWED: _("A reviewer of %(firm)s left, and nobody else is free: decide without that review")},
    icon="user-minus",
    audience=Audience.STAFF,
)
tells(
    Reviewed,
    here=_reviewed,
    on=(HISTORY,),
    to={REVIEWED: _ALL_IN},
    icon="clipboard-check",
    named=Audience.STAFF,
)
tells(
    InformationWanted,
    here=_("More information is wanted"),
    on=(HISTORY,),
    to={WANTED: _("%(programme)s asks you something")},
    icon="message-circle-question-mark",
    tone="hot",
)
tells(
    InformationGiven,
    here=_("The question was answered"),
    on=(HISTORY,),
    to={GIVEN: _("%(firm)s answered your question")},
    icon="message-circle-reply",
)
tells(
    ApplicationDecided,
    when=lambda told: told.outcome == State.ACCEPTED,
    here=_("The programme accepted"),
    on=(HISTORY, LANDING),
    to={DECIDED: _decided},
    icon="badge-check",
    tone="good",
)
for outcome, words, icon, tone in (
    (State.REFUSED, _("Not accepted"), "circle-x", "hot"),
    (State.REFERRED, _("Referred elsewhere"), "corner-up-right", ""),
    (State.WAITLISTED, _("Put on the waiting list"), "hourglass", ""),
):
    tells(
        ApplicationDecided,
        when=lambda told, outcome=outcome: told.outcome == outcome,
        here=words,
        on=(HISTORY,),
        icon=icon,
        tone=tone,
    )
tells(ReferralTaken, here=_("Referred elsewhere by the rules"), on=(HISTORY,), icon="corner-up-right")
tells(
    ApplicationWithdrawn,
    here=_("Withdrawn by the firm"),
    on=(HISTORY,),
    to={WITHDRAWN: _("%(firm)s withdrew its application")},
    icon="undo-2",
)
