from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import personal_links
from network.conversations.actions import open_step
from network.introductions import rules
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
from network.introductions.models import REMIND_AFTER, STANDS_FOR, Answer, Introduction, MeetingTime, Outcome, Side
from network.members.models import Member
from network.organisations.models import Organisation
from network.organisations.rules import is_staff
from realtime.streams import Stream, open_stream, publish


@transaction.atomic
def propose(
    *, by: Member, agency: Organisation, firm: Organisation, founder: Member, contact: Member, blurb: str, now: datetime
) -> Introduction:
    """Ask a founder of `firm` and `contact`, each in private, whether they wish to meet.

    Raises PermissionDenied for who is no commissioner of the agency; ValidationError (`same`, `not_of_firm`,
    `asked_often`, `already_asked`) for what cannot be proposed.
    """
    list(locked(Member.objects).filter(pk__in=[founder.pk, contact.pk]).order_by("pk"))
    if not rules.may_propose(by, agency):
        raise PermissionDenied
    _check_pair(firm, founder, contact, by, now)
    introduction = Introduction.objects.create(
        stream=open_stream("introduction"),
        agency=agency,
        commissioner=by,
        firm=firm,
        blurb=blurb.strip(),
        proposed_at=now,
        expires_at=now + STANDS_FOR,
    )
    for member in (founder, contact):
        _ask(introduction, member, now)
    publish(IntroductionProposed(introduction_id=introduction.pk), to=introduction.stream, by=by.pk, at=now)
    return introduction


def _check_pair(firm: Organisation, founder: Member, contact: Member, by: Member, now: datetime) -> None:
    if len({founder.pk, contact.pk, by.pk}) < 3:
        raise ValidationError({"contact": ValidationError(_("An introduction needs two other people."), code="same")})
    if not is_staff(founder, firm):
        raise ValidationError(
            {"founder": ValidationError(_("This member does not belong to the firm."), code="not_of_firm")}
        )
    for field, member in (("founder", founder), ("contact", contact)):
        if not rules.may_be_asked(member, now=now):
            words = _("%(who)s was asked %(times)s times in the last 90 days. Give them some rest.")
            text = words % {"who": member, "times": rules.ASKS_PER_QUARTER}
            raise ValidationError({field: ValidationError(text, code="asked_often")})
    both = Introduction.objects.standing().filter(sides__member=founder).filter(sides__member=contact)
    if both.exists():
        raise ValidationError(
            {"contact": ValidationError(_("These two are being asked already."), code="already_asked")}
        )


def _ask(introduction: Introduction, member: Member, now: datetime) -> None:
    side = Side.objects.create(introduction=introduction, member=member, asked_at=now, remind_at=now + REMIND_AFTER)
    side.digest = personal_links.digest_of(side.token)
    side.save(update_fields=["digest"])


@transaction.atomic
def answer(side_id: int, *, answer: str, now: datetime) -> Side:
    """Take a side's answer, given in person or through the personal link; both yes opens the conversation.

    The same answer twice is one answer. Raises ValidationError (`too_late`, `unknown`).
    """
    introduction = _locked_introduction(Side.objects.get(pk=side_id).introduction_id)
    side = Side.objects.get(pk=side_id)
    if answer not in Answer.values:
        raise ValidationError(_("Answer yes, no or later."), code="unknown")
    if side.answer == answer:
        return side
    if not rules.may_still_answer(introduction, side, now=now):
        raise ValidationError(_("This question is no longer open."), code="too_late")
    side.say(answer, now)
    side.save()
    told = IntroductionAnswered(introduction_id=introduction.pk, side_id=side.pk, answer=answer)
    publish(told, to=introduction.stream, by=side.member_id, at=now)
    if not introduction.sides.exclude(answer=Answer.YES).exists():
        _agree_step(introduction, now)
    return side


def _agree_step(introduction: Introduction, now: datetime) -> None:
    people = [side.member for side in introduction.sides.select_related("member")]
    title = " · ".join(str(person) for person in people)
    path = f"/introductions/{introduction.pk}/"
    conversation = open_step("introduction", title, [*people, introduction.commissioner], path=path, now=now)
    introduction.agree(conversation, now)
    introduction.save()
    happened = IntroductionAgreed(introduction_id=introduction.pk)
    publish(happened, to=_streams(introduction), by=None, at=now)


@transaction.atomic
def withdraw(introduction_id: int, *, by: Member, now: datetime) -> Introduction:
    """The office takes the question back while it stands. Raises PermissionDenied, ValidationError."""
    introduction = _locked_introduction(introduction_id)
    if not rules.is_of_office(by, introduction):
        raise PermissionDenied
    if introduction.state == "withdrawn":
        return introduction
    if not introduction.is_standing:
        raise ValidationError(_("It can no longer be withdrawn."), code="not_now")
    introduction.withdraw(now)
    introduction.save()
    publish(IntroductionWithdrawn(introduction_id=introduction.pk), to=introduction.stream, by=by.pk, at=now)
    return introduction


@transaction.atomic
def close(introduction_id: int, *, by: Member, outcome: str, note: str, now: datetime) -> Introduction:
    """Close an agreed introduction with its outcome. Raises PermissionDenied, ValidationError."""
    introduction = _locked_introduction(introduction_id)
    if introduction.state == "closed" and introduction.outcome == outcome:
        return introduction
    if not rules.may_close(by, introduction):
        raise PermissionDenied
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": ValidationError(_("Say what came of it."), code="no_outcome")})
    introduction.close(outcome, note.strip(), now)
    introduction.save()
    happened = IntroductionClosed(introduction_id=introduction.pk, outcome=outcome)
    publish(happened, to=_streams(introduction), by=by.pk, at=now)
    return introduction


@transaction.atomic
def expire_due(*, now: datetime, limit: int = 100) -> int:
    """Expire what found silence, a no or a later until its day. Returns how many."""
    due = Introduction.objects.standing().filter(expires_at__lte=now).select_related("stream").order_by("id")
    rows = list(locked(due, skip_locked=True)[:limit])
    for introduction in rows:
        introduction.expire(now)
        introduction.save()
        publish(IntroductionExpired(introduction_id=introduction.pk), to=introduction.stream, by=None, at=now)
    return len(rows)


@transaction.atomic
def remind_due(*, now: datetime, limit: int = 100) -> int:
    """One reminder to each side that has not said yes or no when its day comes. Returns how many."""
    standing = Introduction.objects.standing().filter(expires_at__gt=now)
    due = Side.objects.filter(reminded_at=None, remind_at__lte=now, answer__in=["", Answer.LATER])
    due = due.filter(introduction__in=standing).select_related("introduction__stream").order_by("id")
    rows = list(locked(due, skip_locked=True)[:limit])
    for side in rows:
        side.reminded_at = now
        side.save(update_fields=["reminded_at"])
        happened = SideReminded(introduction_id=side.introduction_id, side_id=side.pk)
        publish(happened, to=side.introduction.stream, by=None, at=now)
    return len(rows)


def _locked_introduction(introduction_id: int) -> Introduction:
    return locked(Introduction.objects).select_related("stream", "conversation__stream").get(pk=introduction_id)


@transaction.atomic
def suggest_time(introduction_id: int, *, by: Member, starts_at: datetime, minutes: int, now: datetime) -> MeetingTime:
    """Suggest when to meet. The same time twice is one suggestion. Raises PermissionDenied, ValidationError."""
    introduction = _locked_introduction(introduction_id)
    if not rules.may_suggest_time(by, introduction):
        raise PermissionDenied
    if starts_at <= now:
        raise ValidationError({"starts_at": ValidationError(_("This time has passed."), code="past")})
    if not 15 <= minutes <= 240:
        raise ValidationError({"minutes": ValidationError(_("Between 15 and 240 minutes."), code="minutes")})
    values = {"suggested_by": by, "minutes": minutes, "suggested_at": now}
    time, new = MeetingTime.objects.get_or_create(introduction=introduction, starts_at=starts_at, defaults=values)
    if new:
        happened = TimeSuggested(introduction_id=introduction.pk, time_id=time.pk)
        publish(happened, to=_streams(introduction), by=by.pk, at=now)
    return time


@transaction.atomic
def accept_time(time_id: int, *, by: Member, now: datetime) -> MeetingTime:
    """Accept a time that another suggested. Raises PermissionDenied, ValidationError (`past`)."""
    introduction = _locked_introduction(MeetingTime.objects.get(pk=time_id).introduction_id)
    time = MeetingTime.objects.get(pk=time_id)
    if time.accepted_at is not None:
        return time
    if not rules.may_suggest_time(by, introduction) or time.suggested_by_id == by.pk:
        raise PermissionDenied
    if time.starts_at <= now:
        raise ValidationError(_("This time has passed."), code="past")
    time.accept(by, now)
    time.save()
    happened = TimeAccepted(introduction_id=introduction.pk, time_id=time.pk)
    publish(happened, to=_streams(introduction), by=by.pk, at=now)
    return time


def _streams(introduction: Introduction) -> list[Stream]:
    """The office's stream, and the conversation's once there is one."""
    return [introduction.stream, *([introduction.conversation.stream] if introduction.conversation else [])]
