"""Chapter: introductions by the cast's commissioner, at every state, oldest first. Their words are in a file beside."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings

from config.demo.people import join, new_member, new_organisation
from config.demo.story import Story
from network.conversations.actions import say
from network.introductions import actions
from network.introductions.models import Introduction, Side
from network.members.models import Member

FILE = "config/demo/introductions.json"
LATER_IN_DAY = timedelta(minutes=5)


def tell(story: Story) -> None:
    told = json.loads((settings.BASE_DIR / FILE).read_text(encoding="utf-8"))
    buyers = {key: _buyer(story, *words) for key, words in told["buyers"].items()}
    for words in told["introductions"]:
        _Introducing(story, words, buyers[words["contact"]]).tell()
    actions.remind_due(now=story.ago(hours=3))


def _buyer(story: Story, name: str, city: str, person: str, headline: str) -> Member:
    story.used.add(person)
    country = "DE" if city == "Berlin" else "NL"
    buyer = new_organisation(story, "buyer", name, city, country, about=f"A fictional buyer in {city}.")
    member = new_member(story, person, country, city, headline, days=300)
    join(buyer, member, "owner", headline.split(",")[0])
    return member


class _Introducing:
    def __init__(self, story: Story, words: dict[str, Any], contact: Member) -> None:
        self.story, self.words = story, words
        self.firm, founder = story.firms[words["firm"]]
        self.people = {"firm": founder, "contact": contact, "office": story.cast["commissioner"]}

    def tell(self) -> None:
        asked_at = self.story.ago(self.words["asked"])
        made = actions.propose(
            by=self.people["office"],
            agency=self.story.agencies[0],
            firm=self.firm,
            founder=self.people["firm"],
            contact=self.people["contact"],
            blurb=self.words["blurb"],
            now=asked_at,
        )
        self._answer(made, asked_at)
        made.refresh_from_db()
        self._talk(made)
        self._end(made)

    def _answer(self, made: Introduction, asked_at: datetime) -> None:
        """Hours after they were asked."""
        agreed = [(who, "yes", hours) for who, hours in self.words.get("yes", [])]
        for who, said, hours in agreed or self.words["answers"]:
            side = Side.objects.get(introduction=made, member=self.people[who])
            actions.answer(side.pk, answer=said, now=asked_at + timedelta(hours=hours))

    def _talk(self, made: Introduction) -> None:
        for number, (who, days, body) in enumerate(self.words.get("lines", [])):
            key, at = f"introduction-{made.pk}-{number}", self.story.ago(days)
            say(made.conversation_id or 0, by=self.people[who], body=body, key=key, now=at)
        for who, weekday, hour, minutes, days, by, accepted in self.words.get("times", []):
            at, suggested = self._next_week(weekday, hour), self.story.ago(days)
            found = actions.suggest_time(made.pk, by=self.people[who], starts_at=at, minutes=minutes, now=suggested)
            if by:
                actions.accept_time(found.pk, by=self.people[by], now=self.story.ago(accepted))

    def _end(self, made: Introduction) -> None:
        office = self.people["office"]
        if self.words.get("expires"):
            actions.expire_due(now=made.expires_at + LATER_IN_DAY)
        if days := self.words.get("withdrawn"):
            actions.withdraw(made.pk, by=office, now=self.story.ago(days))
        if closed := self.words.get("closed"):
            outcome, days, note = closed
            actions.close(made.pk, by=office, outcome=outcome, note=note, now=self.story.ago(days))

    def _next_week(self, weekday: int, hour: int) -> datetime:
        """On a weekday (Monday is 0) of the week after this one, at an hour of UTC."""
        today = self.story.now.date()
        day = today + timedelta(days=7 - today.weekday() + weekday)
        return datetime.combine(day, time(hour), tzinfo=UTC)
