from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.dealings import actions as dealings
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
from network.introductions.models import Introduction, MeetingTime, Side
from network.introductions.tellings import AGREED, ANSWERED, ASKED, EXPIRED, TIME
from network.members.models import Member
from realtime.jobs import mail
from realtime.jobs.handlers import on
from realtime.notices import BY_READER, NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(
        ASKED,
        label=_("A commissioner asks whether I want to meet somebody"),
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
        ANSWERED,
        label=_("Somebody answers an introduction that my office proposed"),
        mail=False,
    )
)
declare(
    NoticeKind(
        AGREED,
        label=_("An introduction comes about"),
    )
)
declare(
    NoticeKind(
        EXPIRED,
        label=_("An introduction does not come about"),
    )
)
declare(
    NoticeKind(
        TIME,
        label=_("A meeting time is suggested or agreed"),
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
    notify([side.introduction.commissioner_id], kind=ANSWERED, event=event, params=params, path=path)


@on(IntroductionAgreed)
def tell_all_three(event: Event) -> None:
    introduction = _introduction(event)
    if event.stream_id != introduction.stream_id or introduction.conversation is None:
        return
    params = {"title": introduction.conversation.title}
    path = f"/messages/{introduction.conversation_id}/"
    notify(_people(introduction), kind=AGREED, event=event, params=params, path=path)


@on(IntroductionExpired)
def tell_who_waited(event: Event) -> None:
    """Each side that said yes or later, and the commissioner: in words that do not say why."""
    introduction = _introduction(event)
    path = f"/introductions/{introduction.pk}/"
    for side in _sides(introduction.pk):
        if side.answer in ("yes", "later"):
            params = {"other": str(_other(side))}
            notify([side.member_id], kind=EXPIRED, event=event, params=params, path=path)
    params = {"other": str(introduction.firm)}
    notify([introduction.commissioner_id], kind=EXPIRED, event=event, params=params, path=path)


@on(IntroductionClosed)
def register_the_meeting(event: Event) -> None:
    dealings.register("meeting", event.told.introduction_id)


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
    notify(_people(introduction), kind=TIME, event=event, params=params, path=path)


def _ask(side: Side, event: Event) -> None:
    introduction, other = side.introduction, _other(side)
    params = {"who": str(introduction.commissioner), "other": str(other)}
    path = f"/introductions/{introduction.pk}/"
    notify([side.member_id], kind=ASKED, event=event, params=params, path=path)
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
