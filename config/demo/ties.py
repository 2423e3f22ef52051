"""Chapter: who knows whom. Founders of a cohort, the houses they went to, the commissioner; and requests that wait."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from config.demo.story import Story
from network.connections import actions
from network.connections.models import Met
from network.members.models import Member

COHORT: Final = 8
"""Firms of one cohort stand beside each other in the story."""
COHORTS: Final = 4
KNOWN_TO_THE_CAST: Final = 8
ASKED: Final = "We were in the same cohort and still compare notes on %s."
SUBJECTS: Final = "pilots", "contracts abroad", "the first hire", "prices", "references", "time zones"
WAITING: Final = (
    (
        11,
        Met.FORUM,
        "Contracts abroad",
        "Your answer on payment terms saved us a month. May I ask about the next step?",
    ),
    (19, Met.SHOW, "Northern Services Week", "You stopped at our booth on Tuesday. I would like to stay in touch."),
    (27, Met.NOT_YET, "", "We are about to open in Rotterdam, where you have been: a quarter of an hour, one day?"),
)


def tell(story: Story) -> None:
    for number, (one, other) in enumerate(_pairs(story)):
        at = story.ago(days=200 - number % 150, hours=number % 24)
        reason = ASKED % SUBJECTS[number % len(SUBJECTS)]
        actions.ask(other.pk, by=one, reason=reason, met=Met.SHOW if number % 3 else Met.INTRODUCTION, now=at)
        actions.accept(one.pk, by=other, now=at + timedelta(hours=3))
    founder = story.cast["founder"]
    for number, (firm, met, words, reason) in enumerate(WAITING, 1):
        asker = story.firms[firm][1]
        actions.ask(founder.pk, by=asker, reason=reason, met=met, met_words=words, now=story.ago(hours=9 * number))
    wanted = story.hosts[4][1]
    actions.ask(
        wanted.pk,
        by=founder,
        reason="Three firms of our cohort stayed at your house. We look for a desk there in spring.",
        met=Met.NOT_YET,
        now=story.ago(days=4),
    )


def _pairs(story: Story) -> Iterator[tuple[Member, Member]]:
    """Each pair once. The dice are this chapter's own: what the others throw stays as it is."""
    dice, seen = Random(1670), set()
    founders = [founder for _firm, founder in story.firms]
    managers = [manager for _house, manager in story.hosts]
    waiting = {founders[firm] for firm, *_words in WAITING} | {managers[4]}
    for one, other in _all_pairs(story, dice, founders, managers):
        key = frozenset((one.pk, other.pk))
        is_kept_for_later = story.cast["founder"] in (one, other) and (one in waiting or other in waiting)
        if one != other and key not in seen and not is_kept_for_later:
            seen.add(key)
            yield one, other


def _all_pairs(
    story: Story, dice: Random, founders: list[Member], managers: list[Member]
) -> Iterator[tuple[Member, Member]]:
    """Of each cohort that the story tells of, the ring; and some whom each of the cast knows, those of a ring more."""
    known = founders[: COHORT * COHORTS]
    for at, founder in enumerate(known):
        begins = at - at % COHORT
        yield founder, known[begins + (at + 1) % COHORT]
    for role in ("founder", "host", "commissioner", "officer", "exhibitor"):
        yield from ((story.cast[role], other) for other in dice.sample(known + managers, KNOWN_TO_THE_CAST))
    yield story.cast["founder"], story.cast["host"]
    yield story.cast["commissioner"], story.cast["founder"]
