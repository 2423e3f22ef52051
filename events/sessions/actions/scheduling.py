from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.sessions import facts, rules
from events.sessions.models import Session, Speaker
from events.shows import rules as shows
from events.shows.models import Hall, Show
from ground.tables.locks import locked
from ground.web import idempotency
from network.conversations.actions import hold_step
from network.members.models import Member
from realtime.streams import open_stream, publish

WORDS = ("kind", "title", "about", "capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    name: str
    headline: str = ""
    member_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A session as its organiser writes it."""

    hall_id: int
    kind: str
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    speakers: list[Voice]

    def __post_init__(self) -> None:
        """In UTC: Python would call two moments of one zone the same when their clocks show the same."""
        for name in ("starts_at", "ends_at"):
            object.__setattr__(self, name, getattr(self, name).astimezone(UTC))


@transaction.atomic
def schedule(show_id: int, outline: Outline, *, by: Member, key: str, now: datetime) -> Session:
    """Put a session on the agenda. The same key makes one only."""
    show = _locked(show_id, by)
    made = idempotency.earlier(by.pk, key, "session", show_id, asdict(outline))
    if made:
        return Session.objects.get(pk=made)
    _check(show, outline)
    session = Session(stream=open_stream("session"), show=show, made_at=now)
    _write(session, outline, now)
    hold_step("session", session.stream, path=session.get_absolute_url(), now=now)
    idempotency.keep(by.pk, key, "session", show_id, asdict(outline), result=session.pk)
    scheduled = facts.SessionScheduled(session_id=session.pk)
    publish(scheduled, to=[session.stream, show.stream], by=by.pk, at=now)
    return session


@transaction.atomic
def change(session_id: int, outline: Outline, *, by: Member, now: datetime) -> Session:
    """Reword or move a session. The number of its version rises, so calendars take the change."""
    session = _session(session_id, by)
    if session.cancelled_at:
        raise ValidationError(_("The session was cancelled."), code="cancelled")
    if _outline_of(session) == outline:
        return session
    _check(session.show, outline, but=session)
    happened = _what_happens(session, outline)
    session.sequence += 1
    _write(session, outline, now)
    publish(happened, to=[session.stream, session.show.stream], by=by.pk, at=now)
    return session


@transaction.atomic
def cancel(session_id: int, *, by: Member, now: datetime) -> Session:
    """Cancel a session. It stays on the agenda, and says so. A second time changes nothing."""
    session = _session(session_id, by)
    if session.cancelled_at:
        return session
    session.cancel(now)
    session.save()
    gone = facts.SessionCancelled(session_id=session.pk)
    publish(gone, to=[session.stream, session.show.stream], by=by.pk, at=now)
    return session


def _what_happens(session: Session, outline: Outline) -> facts.SessionMoved | facts.SessionChanged:
    was = (session.starts_at, session.ends_at, session.hall_id)
    if was == (outline.starts_at, outline.ends_at, outline.hall_id):
        return facts.SessionChanged(session_id=session.pk)
    starts, ends = (at.astimezone(UTC).isoformat() for at in was[:2])
    return facts.SessionMoved(session_id=session.pk, from_at=starts, from_until=ends, from_hall_id=session.hall_id)


def _locked(show_id: int, by: Member) -> Show:
    show = locked(Show.objects).select_related("stream", "organiser").get(pk=show_id)
    if not rules.may_schedule(by, show):
        raise PermissionDenied
    if shows.is_over(show):
        raise ValidationError(_("The show is closed: its agenda stays as it was."), code="state")
    return show


def _session(session_id: int, by: Member) -> Session:
    # The show's lock first, the session's after, as everywhere: two sessions can't take one stage at once.
    show = _locked(Session.objects.get(pk=session_id).show_id, by)
    session = locked(Session.objects).select_related("stream").get(pk=session_id)
    session.show = show
    return session


def _check(show: Show, outline: Outline, but: Session | None = None) -> None:
    if outline.ends_at <= outline.starts_at:
        raise _wrong("ends", _("A session ends after it starts."), "order")
    if not show.is_open_throughout(outline.starts_at, outline.ends_at):
        raise _wrong("starts", _("The show is not open in all of this time."), "closed")
    if but and outline.capacity is not None and but.plans.count() > outline.capacity:
        raise _wrong("capacity", _("More visitors than that have a seat already."), "fewer")
    hall = Hall.objects.get(pk=outline.hall_id, show=show)
    others = Session.objects.filter(hall=hall).exclude(pk=but.pk if but else 0)
    other = others.overlapping(outline.starts_at, outline.ends_at).order_by("starts_at", "pk").first()
    if other:
        said = _("“%(title)s” has the stage of %(hall)s then.") % {"title": other.title, "hall": hall.name}
        raise _wrong("starts", said, "taken")


def _write(session: Session, outline: Outline, now: datetime) -> None:
    for name in (*WORDS, "hall_id", "starts_at", "ends_at"):
        setattr(session, name, getattr(outline, name))
    session.changed_at = now
    session.save()
    session.speakers.all().delete()
    Speaker.objects.bulk_create(Speaker(session=session, **asdict(voice)) for voice in outline.speakers)


def _outline_of(session: Session) -> Outline:
    voices = [Voice(name=one.name, headline=one.headline, member_id=one.member_id) for one in session.speakers.all()]
    return Outline(
        hall_id=session.hall_id,
        kind=session.kind,
        title=session.title,
        about=session.about,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        capacity=session.capacity,
        speakers=voices,
    )


def _wrong(field: str, said: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(said, code=code)})
