"""What the two do. Each locks the members in the order of their keys, or the recommendation's row, before the rule."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import page_keys
from network.dealings.models import Dealing
from network.members.models import Member
from network.recommendations import queries, rules
from network.recommendations.facts import (
    ChangeAsked,
    RecommendationAsked,
    RecommendationKept,
    RecommendationShown,
    RecommendationWithdrawn,
    RecommendationWritten,
    RequestDeclined,
)
from network.recommendations.models import LONGEST, LONGEST_REQUEST, Recommendation, State
from realtime.streams import open_stream, publish


@transaction.atomic
def ask(writer_id: int, *, by: Member, dealing_id: int, request: str = "", now: datetime) -> Recommendation:
    """Ask somebody to recommend one, of a dealing that the two share; once for each. The same again changes nothing.

    Raises ValidationError: `never` where there is nothing to ask for, `asked` where other words stand, `too_long`.
    """
    me, writer = _both(by.pk, writer_id)
    found, request = _of(dealing_id, writer, me), request.strip()
    if found is not None and found.asked_at and found.request == request and found.state != State.WITHDRAWN:
        return found
    if found is not None and found.asked_at:
        raise ValidationError(_("You have asked them for this already."), code="asked")
    _must_be_of(queries.dealings_to_ask_for(me, writer, now=now), dealing_id)
    _must_be_short("request", request, LONGEST_REQUEST)
    found = found or _new(dealing_id, writer, me)
    found.ask(request, now)
    return _saved(found, RecommendationAsked, me, now)


@transaction.atomic
def write(about_id: int, *, by: Member, dealing_id: int, words: str, now: datetime) -> Recommendation:
    """Recommend somebody, of a dealing that the two share. The same words again change nothing.

    Raises ValidationError: `never`, `written` where other words stand, `no_words`, `too_long`.
    """
    me, about = _both(by.pk, about_id)
    found, words = _of(dealing_id, me, about), words.strip()
    if found is not None and found.state in rules.WRITTEN:
        if found.words == words:
            return found
        raise ValidationError(_("You have recommended them for this already: change it there."), code="written")
    _must_be_of(queries.dealings_to_recommend(me, about, now=now), dealing_id)
    return _write_step(found or _new(dealing_id, me, about), words, me, now)


@transaction.atomic
def change(recommendation_id: int, *, by: Member, words: str, now: datetime) -> Recommendation:
    """Other words, or those that were asked for: whom they are about sees them first. The same words change nothing."""
    found, words = _locked(recommendation_id), words.strip()
    _must(rules.is_writer(by, found))
    if found.state in rules.WRITTEN and found.words == words:
        return found
    _must_be_now(rules.may_write(by, found, now=now))
    return _write_step(found, words, by, now)


@transaction.atomic
def show(recommendation_id: int, *, by: Member, now: datetime) -> Recommendation:
    """On one's own page, for every member. Twice is once, as for all that follow."""
    return _step(recommendation_id, by, now, State.SHOWN, rules.may_show, Recommendation.show, RecommendationShown)


@transaction.atomic
def keep(recommendation_id: int, *, by: Member, now: datetime) -> Recommendation:
    """Not on one's page, or no longer. The writer is not told."""
    return _step(recommendation_id, by, now, State.KEPT, rules.may_keep, Recommendation.keep, RecommendationKept)


@transaction.atomic
def decline(recommendation_id: int, *, by: Member, now: datetime) -> Recommendation:
    """Who is asked would rather not. Who asked is not told, and sees what they would see of silence."""
    found = _locked(recommendation_id)
    _must(rules.is_writer(by, found))
    if found.state == State.DECLINED:
        return found
    _must_be_now(rules.may_decline(by, found))
    found.decline(now)
    return _saved(found, RequestDeclined, by, now)


@transaction.atomic
def ask_change(recommendation_id: int, *, by: Member, wanted: str, now: datetime) -> Recommendation:
    """Ask the writer for other words, once. Raises ValidationError: `no_words`, `too_long`, `not_now`."""
    found, wanted = _locked(recommendation_id), wanted.strip()
    _must(not rules.is_writer(by, found))
    if found.change_asked_at and found.change_wanted == wanted:
        return found
    _must_be_now(rules.may_ask_change(by, found, now=now))
    if not wanted:
        raise _wrong("wanted", _("Say what you would like to have changed."), "no_words")
    _must_be_short("wanted", wanted, LONGEST_REQUEST)
    found.ask_change(wanted, now)
    return _saved(found, ChangeAsked, by, now)


@transaction.atomic
def withdraw(recommendation_id: int, *, by: Member, now: datetime) -> Recommendation:
    """The writer takes it back, with its words; or who asked takes the request back."""
    found = _locked(recommendation_id)
    if found.state == State.WITHDRAWN:
        return found
    _must_be_now(rules.may_withdraw(by, found))
    found.withdraw(now)
    return _saved(found, RecommendationWithdrawn, by, now)


def end_with(member_id: int, *, now: datetime) -> None:
    """Who is blocked asks nobody any longer, and nobody is to answer them; what waits for no answer stays. Call it in
    that transaction.
    """
    rows = Recommendation.objects.filter(withdrawn_at=None, shown_at=None, kept_at=None).order_by("pk")
    for found in locked(rows.filter(by=member_id) | rows.filter(about=member_id)):
        found.withdraw(now)
        found.save()
        publish(_fact(RecommendationWithdrawn, found), to=found.stream, by=None, at=now)


def _step(
    recommendation_id: int,
    by: Member,
    now: datetime,
    wanted: State,
    may: Callable[[Member, Recommendation], bool],
    do: Callable[[Recommendation, datetime], None],
    fact: type[Any],
) -> Recommendation:
    """A step of whom it is about."""
    found = _locked(recommendation_id)
    _must(not rules.is_writer(by, found))
    if found.state == wanted:
        return found
    _must_be_now(may(by, found))
    do(found, now)
    return _saved(found, fact, by, now)


def _write_step(found: Recommendation, words: str, by: Member, now: datetime) -> Recommendation:
    if not words:
        raise _wrong("words", _("Write a few sentences first."), "no_words")
    _must_be_short("words", words, LONGEST)
    found.write(words, now)
    return _saved(found, RecommendationWritten, by, now)


def _saved(found: Recommendation, fact: type[Any], by: Member, now: datetime) -> Recommendation:
    found.save()
    publish(_fact(fact, found), to=found.stream, by=by.pk, at=now)
    return found


def _fact(fact: type[Any], found: Recommendation) -> Any:
    return fact(recommendation_id=found.pk, writer_id=found.by_id, about_id=found.about_id)


def _both(one_id: int, other_id: int) -> tuple[Member, Member]:
    """Both locked. Raises ValidationError (`never`) for oneself, and for whom there is not."""
    two = {one.pk: one for one in locked(Member.objects).filter(pk__in=[one_id, other_id]).order_by("pk")}
    if len(two) < 2:
        raise _never()
    return two[one_id], two[other_id]


def _of(dealing_id: int, writer: Member, about: Member) -> Recommendation | None:
    if page_keys.number(dealing_id) is None:
        raise _never()
    return Recommendation.objects.select_related("stream").filter(dealing=dealing_id, by=writer, about=about).first()


def _new(dealing_id: int, writer: Member, about: Member) -> Recommendation:
    dealing = Dealing.objects.get(pk=dealing_id)
    return Recommendation(dealing=dealing, by=writer, about=about, stream=open_stream("recommendation"))


def _locked(recommendation_id: int) -> Recommendation:
    rows = locked(Recommendation.objects).select_related("stream", "dealing", "by")
    return rows.get(pk=recommendation_id)


def _must(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _must_be_now(allowed: bool) -> None:
    if not allowed:
        raise ValidationError(_("This can’t be done any more."), code="not_now")


def _must_be_of(found: list[Dealing], dealing_id: int) -> None:
    if dealing_id not in [one.pk for one in found]:
        raise _never()


def _must_be_short(field: str, words: str, most: int) -> None:
    if len(words) > most:
        raise _wrong(field, _("Say it in %(most)s characters.") % {"most": most}, "too_long")


def _wrong(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code=code)})


def _never() -> ValidationError:
    words = _("A recommendation is of something that the two of you did together, and not long ago.")
    return ValidationError({"dealing": ValidationError(words, code="never")})
