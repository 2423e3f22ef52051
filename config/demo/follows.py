"""Chapter: who follows what; and what the followed did these last days, so that the feed tells of it."""

from random import Random
from typing import Final

from config.demo.people import new_member
from config.demo.story import Story
from network.following import actions
from network.forums.models import Thread
from network.members.models import Member
from network.organisations import actions as organisations

CAST: Final = "founder", "host", "commissioner", "officer", "exhibitor"
FIRMS, PEOPLE = 5, 6
MARKETS: Final = "NL", "PT", "DE"
BUYER: Final = {
    "name": "Waalhaven Terminals",
    "headline": "Buys software for quays, gates and the people at them",
    "about": "Four terminals on the Maas. We buy from small firms when they show us a pilot that works.",
    "country": "NL",
    "city": "Rotterdam",
    "time_zone": "Europe/Amsterdam",
    "sector": "software",
}
NEWS: Final = (
    (3, "SI2", "Berth planning in a browser", "For ports that plan on paper: a pilot in six weeks."),
    (7, "SJ2", "A market check in ten days", "Twelve calls to buyers, written down on two pages."),
    (12, "SJ3", "Tide models for small harbours", "From your own gauges, served by the hour."),
)


def tell(story: Story) -> None:
    dice = Random(1671)
    writers = _writers()
    for role in CAST:
        _follow(story, story.cast[role], dice, writers)
    for number, (_firm, founder) in enumerate(story.firms[:24]):
        for firm, _owner in dice.sample(story.firms, 2):
            actions.follow_organisation(firm, by=founder, now=story.ago(days=90 - number))
    _news(story)


def _follow(story: Story, member: Member, dice: Random, writers: list[Member]) -> None:
    at = story.ago(days=60)
    with_news = [story.firms[number][0] for number, *_what in NEWS]
    for firm in {one.pk: one for one in (*with_news, *(firm for firm, _ in dice.sample(story.firms, FIRMS)))}.values():
        actions.follow_organisation(firm, by=member, now=at)
    for other in dice.sample([one for one in writers if one != member], PEOPLE):
        actions.follow_member(other, by=member, now=at)
    for country in MARKETS:
        actions.follow_market(country, by=member, now=at)


def _writers() -> list[Member]:
    """Who has begun threads; there are some hundred at most."""
    return list(Member.objects.here().filter(pk__in=Thread.objects.values("author_id")).order_by("pk"))


def _news(story: Story) -> None:
    for hours, (number, category, title, description) in enumerate(NEWS, 1):
        firm, founder = story.firms[number]
        organisations.add_service(
            firm.pk,
            by=founder,
            category=category,
            title=title,
            description=description,
            now=story.ago(hours=3 * hours),
        )
    buyer = new_member(story, story.name("NL"), "NL", "Rotterdam", "Buys for Waalhaven Terminals", days=2)
    organisations.open_organisation(by=buyer, kind="buyer", page=BUYER, now=story.ago(hours=5))
