"""What waits: the answer of who is asked, until it expires; the outcome of what both agreed to, for the office."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.desk.kinds import MEMBER, Work, WorkKind, WorkSource, by, one
from network.introductions.facts import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionClosed,
    IntroductionExpired,
    IntroductionProposed,
    IntroductionWithdrawn,
)
from network.introductions.models import Answer, Introduction
from network.organisations.desk import PEOPLE

ASKED = WorkKind(
    name="introduction.asked",
    icon="handshake",
    words=_("%(who)s asks whether you want to meet somebody"),
    route="network:introduction",
)
OUTCOME = WorkKind(
    name="introduction.outcome",
    icon="message-square-text",
    words=_("Say what came of the introduction: %(one)s · %(other)s"),
    route="network:introduction",
    patience=timedelta(days=30),
)
FACTS = (
    IntroductionProposed,
    IntroductionAnswered,
    IntroductionAgreed,
    IntroductionExpired,
    IntroductionWithdrawn,
    IntroductionClosed,
)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    rows = Introduction.objects.filter(pk__in=keys).prefetch_related("sides")
    for introduction in rows:
        if introduction.is_standing:
            yield from _asked(introduction)
        elif introduction.state == "agreed" and introduction.agreed_at:
            yield _outcome(introduction)


def _asked(introduction: Introduction) -> Iterator[Work]:
    for side in introduction.sides.all():
        if side.answer in ("", Answer.LATER):
            yield Work(
                kind=ASKED,
                subject=introduction.pk,
                group=one(side.member_id),
                since=side.asked_at,
                due_at=introduction.expires_at,
                until_at=introduction.expires_at,
                says={"who": (MEMBER, introduction.commissioner_id)},
            )


def _outcome(introduction: Introduction) -> Work:
    first, second = introduction.sides.all()
    return Work(
        kind=OUTCOME,
        subject=introduction.pk,
        group=(PEOPLE, introduction.agency_id),
        since=introduction.agreed_at or introduction.proposed_at,
        says={"one": (MEMBER, first.member_id), "other": (MEMBER, second.member_id)},
    )


SOURCE = WorkSource(
    name="introductions",
    kinds=(ASKED, OUTCOME),
    facts=dict.fromkeys(FACTS, by("introduction_id")),
    truth=_truth,
    subjects=Introduction.objects.all,
)
