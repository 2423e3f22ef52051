"""Chapter: who recommends whom, for a stay or a meeting that was; and what waits for a yes."""

from collections.abc import Iterator
from typing import Final

from config.demo.story import Story
from network.dealings import actions as dealings
from network.dealings.models import Dealing
from network.dealings.queries import shared
from network.members.models import Member
from network.recommendations import actions, rules

OF_HOSTS: Final = (
    "We came with a list of names and left with two customers. They opened the doors themselves, and stayed.",
    "The desk was ready, the mentor had read our pages, and nobody pretended that the first week would be easy.",
    "They told us in the second week that our price was wrong. It was, and the third week paid for the stay.",
)
OF_FIRMS: Final = (
    "They were at their desk before us. Whoever we introduced them to asked us afterwards for another such firm.",
    "Clear about what they could not do, which is rare. We would take them again tomorrow.",
    "Kept every appointment, wrote up each the same evening, and left the desk tidier than it was.",
)
MOST: Final = 24
SHOWN: Final = 3
"""One in so many waits for a yes still."""


def tell(story: Story) -> None:
    dealings.register_missing()
    for number, (writer, about, dealing, words) in enumerate(_pairs(story)):
        at = story.ago(days=1 + number % 20, hours=number)
        made = actions.write(about.pk, by=writer, dealing_id=dealing.pk, words=words, now=at)
        if number % SHOWN:
            actions.show(made.pk, by=about, now=story.ago(hours=number))
    _of_the_cast(story)


def _pairs(story: Story) -> Iterator[tuple[Member, Member, Dealing, str]]:
    """The firms that were at a house lately, and the house; each pair once."""
    people = {firm.pk: founder for firm, founder in story.firms} | {host.pk: one for host, one in story.hosts}
    stays = Dealing.objects.for_list().filter(kind="stay", closes_on__gt=story.now.date())[:MOST]
    for number, stay in enumerate(stays):
        founder, manager = (people.get(party.organisation_id or 0) for party in stay.parties.all())
        if founder is not None and manager is not None and stay in shared(founder, manager):
            yield founder, manager, stay, OF_HOSTS[number % len(OF_HOSTS)]
            yield manager, founder, stay, OF_FIRMS[number % len(OF_FIRMS)]


def _of_the_cast(story: Story) -> None:
    """Something waits for the founder: whoever met them last recommends them, and whoever asks is asked."""
    founder = story.cast["founder"]
    for dealing in Dealing.objects.for_list().visible_to(founder)[:4]:
        others = [party.member for party in dealing.parties.all() if party.member and party.member != founder]
        for other in others:
            if not rules.may_be_recommended(dealing, other, now=story.now) or dealing not in shared(other, founder):
                continue
            actions.write(
                founder.pk,
                by=other,
                dealing_id=dealing.pk,
                words="She asked what our visitors do with their hands, and sent a plan for the tide two days later.",
                now=story.ago(hours=6),
            )
            actions.ask(
                founder.pk,
                by=other,
                dealing_id=dealing.pk,
                request="A line about how we buy would help the next small firm to dare to ask us.",
                now=story.ago(hours=5),
            )
            return
