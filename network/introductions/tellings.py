"""An introduction's history for the office, what its two sides read of it elsewhere, and what each is asked or told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.places.zones import zone_named
from ground.ui.moments import in_words
from network.introductions.facts import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionClosed,
    IntroductionExpired,
    IntroductionProposed,
    IntroductionWithdrawn,
    SideReminded,
    TimeAccepted,
    TimeSuggested,
)
from network.introductions.models import Introduction, Side
from realtime.streams import timeline
from realtime.tellings import Line, Scene, by_field, by_stream, lines, tells

ASKED: Final = "introduction.asked"
ANSWERED: Final = "introduction.answered"
AGREED: Final = "introduction.agreed"
EXPIRED: Final = "introduction.expired"
TIME: Final = "introduction.time"
HISTORY: Final = "introduction"

INTRODUCTION: Final = Scene(
    of=by_stream,
    rows=Introduction.objects.all,
    key="stream_id",
    # By its conversation's title, which names both sides: "with the firm" would be told to the firm, too.
    fields={"pk": "pk", "firm": "firm__name", "title": "conversation__title"},
    shaped=lambda row: {
        "url": reverse("network:introduction", args=[row["pk"]]),
        "title": row["title"] or row["firm"],
    },
)
SIDE: Final = Scene(
    of=by_field("side_id"), rows=Side.objects.all, key="pk", fields={"who": "member__name"}, absent={"who": ""}
)
_ASKS = _("%(who)s asks: would you like to meet %(other)s?")


def history(introduction: Introduction) -> list[Line]:
    """The office's timeline, newest first: who was asked, what each said, and when."""
    return lines(timeline(introduction.stream), on=HISTORY)


def _answered(p: Mapping[str, Any]) -> str:
    answers = {"yes": _("%(who)s said yes"), "no": _("%(who)s said no"), "later": _("%(who)s said later")}
    return str(answers.get(p["answer"], "%(answer)s")) % p


def _of_the_time(p: Mapping[str, Any]) -> str:
    if "starts" not in p:  # told before moments were kept
        said = (
            gettext("%(who)s accepted a meeting time.") if p["agreed"] else gettext("%(who)s suggests a meeting time.")
        )
        return said % p
    starts, ends = (datetime.fromisoformat(p[name]) for name in ("starts", "ends"))
    said = gettext("%(who)s accepted: you meet on %(when)s") if p["agreed"] else gettext("%(who)s suggests %(when)s")
    return said % {**p, "when": in_words(starts, zone_named(p["zone"]), ends)}


tells(IntroductionProposed, here=_("Both were asked"), on=(HISTORY,), to={ASKED: _ASKS}, icon="send")
tells(
    IntroductionAnswered,
    here=_answered,
    on=(HISTORY,),
    to={ANSWERED: _("%(who)s answered “%(answer)s” to your introduction.")},
    icon="reply",
    scenes=(SIDE,),
    named=None,
)
tells(
    SideReminded,
    here=_("%(who)s was reminded"),
    on=(HISTORY,),
    to={ASKED: _ASKS},
    icon="bell",
    scenes=(SIDE,),
)
tells(
    IntroductionAgreed,
    here=_("Both said yes: the conversation is open"),
    on=(HISTORY,),
    away=_("Both said yes: the conversation “%(title)s” is open"),
    to={AGREED: _("Both said yes: the conversation “%(title)s” is open.")},
    icon="handshake",
    tone="good",
    place=INTRODUCTION,
    face=True,
)
tells(
    IntroductionExpired,
    here=_("It expired"),
    on=(HISTORY,),
    to={EXPIRED: _("The introduction to %(other)s did not come about.")},
    icon="hourglass",
)
tells(IntroductionWithdrawn, here=_("The office withdrew it"), on=(HISTORY,), icon="undo-2")
tells(
    TimeSuggested,
    here=_("A meeting time was suggested"),
    on=(HISTORY,),
    away=_("%(who)s suggested a time to meet: %(title)s"),
    to={TIME: _of_the_time},
    icon="calendar",
    place=INTRODUCTION,
    face=True,
)
tells(
    TimeAccepted,
    here=_("A meeting time was agreed"),
    on=(HISTORY,),
    away=_("A time to meet is agreed: %(title)s"),
    to={TIME: _of_the_time},
    icon="calendar-check",
    tone="good",
    place=INTRODUCTION,
    face=True,
)
tells(
    IntroductionClosed,
    here=_("It was closed with its outcome"),
    on=(HISTORY,),
    away=_("The introduction “%(title)s” was closed with its outcome"),
    icon="check",
    tone="good",
    place=INTRODUCTION,
    face=True,
)
