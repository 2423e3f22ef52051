"""Notices that wait for something: they stand until a later fact of their stream answers them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from realtime.jobs.handlers import on
from realtime.notices.kinds import NoticeKind, declare
from realtime.notices.models import Notice
from realtime.notices.telling import reconsider
from realtime.streams import Event
from realtime.streams.facts import name_of

# Instead of a word of the fact: it answers whoever did it, and the others are still asked.
BY_READER: Final = "by reader"
Ends = Mapping[type[Any], str]


def declare_question(kind: NoticeKind, until: Ends) -> None:
    """Declare a kind whose notices are gone once one of these facts has followed in the stream of their event.

    Each fact is given with the word that must be the same in both (`claim_id`), or nothing where any will do.
    """
    same = {name_of(fact): word for fact, word in until.items()}
    declare(replace(kind, says=lambda notices: _unanswered(notices, same)))
    on(*until)(_reaction(kind.name))


def _unanswered(notices: Sequence[Notice], same: Mapping[str, str]) -> dict[int, str]:
    streams = {notice.event.stream_id for notice in notices}
    answers: dict[int, list[Event]] = {}
    for event in Event.objects.filter(stream__in=streams, fact__in=same).order_by("id"):
        answers.setdefault(event.stream_id, []).append(event)
    return {
        notice.pk: ""
        for notice in notices
        if not any(_answers(event, notice, same[event.fact]) for event in answers.get(notice.event.stream_id, ()))
    }


def _answers(event: Event, notice: Notice, word: str) -> bool:
    if event.seq <= notice.event.seq:
        return False
    if word == BY_READER:
        return event.actor == notice.recipient
    return not word or event.payload.get(word) == notice.event.payload.get(word)


def _reaction(kind: str) -> Callable[[Event], None]:
    def take_back(event: Event) -> None:
        waiting = Notice.objects.unread().filter(event__stream=event.stream_id, kind=kind)
        reconsider(waiting, now=event.at)

    take_back.__qualname__ = f"take_back.{kind}"
    return take_back
