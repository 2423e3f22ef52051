from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.places.zones import zone_named
from network.introductions.facts import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionExpired,
    IntroductionProposed,
    IntroductionWithdrawn,
    SideReminded,
    TimeAccepted,
    TimeSuggested,
)
from network.introductions.models import Introduction, MeetingTime, Side
from network.members.models import Member
from realtime import mail
from realtime.face.moments import in_words
from realtime.notices import BY_READER, NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "introduction.asked",
        label=_("A commissioner asks whether I want to meet somebody"),
        sentence=lambda p: gettext("%(who)s asks: would you like to meet %(other)s?") % p,
        mail=False,
        own_mail=True,
    ),
    until={
        IntroductionAnswered: BY_READER,
        IntroductionAgreed: "",
        IntroductionExpired: "",
        IntroductionWithdrawn: "",
    },
)
declare(
    NoticeKind(
        "introduction.answered",
        label=_("Somebody answers an introduction that my office proposed"),
        sentence=lambda p: gettext("%(who)s answered “%(answer)s” to your introduction.") % p,
        mail=False,
    )
)
declare(
    NoticeKind(
        "introduction.agreed",
        label=_("An introduction comes about"),
        sentence=lambda p: gettext("Both said yes: the conversation “%(title)s” is open.") % p,
    )
)
declare(
    NoticeKind(
        "introduction.expired",
        label=_("An introduction does not come about"),
        sentence=lambda p: gettext("The introduction to %(other)s did not come about.") % p,
    )
)
declare(
    NoticeKind(
        "introduction.time",
        label=_("A meeting time is suggested or agreed"),
        sentence=lambda p: _of_the_time(p),
    )
)


@on(IntroductionProposed)
def ask_each_side(event: Event) -> None:
    for side in _sides(event.told.introduction_id):
        _ask(side, event)


@on(SideReminded)
def ask_again(event: Event) -> None:
    side = next(side for side in _sides(event.told.introduction_id) if side.pk == event.told.side_id)
    _ask(side, event)


@on(IntroductionAnswered)
def tell_the_commissioner(event: Event) -> None:
    side = Side.objects.select_related("introduction", "member").get(pk=event.told.side_id)
    params = {"who": str(side.member), "answer": str(event.told.answer)}
    path = f"/introductions/{side.introduction_id}/"
    notify([side.introduction.commissioner_id], kind="introduction.answered", event=event, params=params, path=path)


@on(IntroductionAgreed)
def tell_all_three(event: Event) -> None:
    introduction = _introduction(event)
    if event.stream_id != introduction.stream_id or introduction.conversation is None:
        return
    params = {"title": introduction.conversation.title}
    path = f"/messages/{introduction.conversation_id}/"
    notify(_people(introduction), kind="introduction.agreed", event=event, params=params, path=path)


@on(IntroductionExpired)
def tell_who_waited(event: Event) -> None:
    """Each side that said yes or later, and the commissioner: in words that do not say why."""
    introduction = _introduction(event)
    path = f"/introductions/{introduction.pk}/"
    for side in _sides(introduction.pk):
        if side.answer in ("yes", "later"):
            params = {"other": str(_other(side))}
            notify([side.member_id], kind="introduction.expired", event=event, params=params, path=path)
    params = {"other": str(introduction.firm)}
    notify([introduction.commissioner_id], kind="introduction.expired", event=event, params=params, path=path)


@on(TimeSuggested, TimeAccepted)
def tell_of_the_time(event: Event) -> None:
    introduction = _introduction(event)
    if event.stream_id != introduction.stream_id:
        return
    agreed = isinstance(event.told, TimeAccepted)
    who = next((str(side.member) for side in _sides(introduction.pk) if side.member_id == event.actor), "")
    time = MeetingTime.objects.get(pk=event.told.time_id)
    zone = Member.objects.filter(pk=event.actor).values_list("time_zone", flat=True).first() or "UTC"
    params = {
        "who": who or str(introduction.commissioner),
        "agreed": agreed,
        "starts": time.starts_at.isoformat(),
        "ends": time.ends_at.isoformat(),
        "zone": zone,
    }
    path = f"/messages/{introduction.conversation_id}/"
    notify(_people(introduction), kind="introduction.time", event=event, params=params, path=path)


def _of_the_time(p: dict[str, Any]) -> str:
    if "starts" not in p:  # told before moments were kept
        said = (
            gettext("%(who)s accepted a meeting time.") if p["agreed"] else gettext("%(who)s suggests a meeting time.")
        )
        return said % p
    starts, ends = (datetime.fromisoformat(p[name]) for name in ("starts", "ends"))
    said = gettext("%(who)s accepted: you meet on %(when)s") if p["agreed"] else gettext("%(who)s suggests %(when)s")
    return said % {**p, "when": in_words(starts, zone_named(p["zone"]), ends)}


def _ask(side: Side, event: Event) -> None:
    introduction, other = side.introduction, _other(side)
    params = {"who": str(introduction.commissioner), "other": str(other)}
    path = f"/introductions/{introduction.pk}/"
    notify([side.member_id], kind="introduction.asked", event=event, params=params, path=path)
    _mail(side, str(other), event.at, f"introduction-{side.pk}-{event.pk}")


def _mail(side: Side, other: str, now: datetime, key: str) -> None:
    with translation.override(side.member.language or settings.LANGUAGE_CODE):
        words = {
            "side": side,
            "introduction": side.introduction,
            "other": other,
            "link": f"{settings.SITE_URL}/introductions/answer/{side.token}/",
        }
        mail.send_once(
            key=key,
            to=side.member.email,
            member=side.member_id,
            subject=gettext("Would you like to meet %(other)s?") % {"other": other},
            text=render_to_string("network/introductions/mail/ask.txt", words),
            html=render_to_string("network/introductions/mail/ask.html", words),
            now=now,
        )


def _sides(introduction_id: int) -> list[Side]:
    loaded = Side.objects.select_related("member", "introduction__commissioner", "introduction__firm")
    return list(loaded.filter(introduction_id=introduction_id))


def _other(side: Side) -> object:
    """How the other is called to this side: the firm to the contact, the contact to the founder."""
    founder_first = side.introduction.sides.order_by("id").values_list("pk", flat=True)[0]
    if side.pk != founder_first:
        return side.introduction.firm
    return side.introduction.sides.select_related("member").exclude(pk=side.pk)[0].member


def _introduction(event: Event) -> Introduction:
    return Introduction.objects.select_related("firm", "commissioner", "conversation").get(
        pk=event.told.introduction_id
    )


def _people(introduction: Introduction) -> list[int]:
    sides = introduction.sides.values_list("member_id", flat=True)
    return [*sides, introduction.commissioner_id]
