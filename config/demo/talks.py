"""Chapter: what members write to each other: talks of two that go on, and first messages that wait."""

from typing import Final

from config.demo.story import Story
from network.connections.models import MemberConnection
from network.conversations.actions import say
from network.members.models import Member
from network.messages import actions
from network.messages.actions import write

HOURS_BETWEEN: Final = 3
OF_FOUNDER_AND_HOST: Final = (
    ("founder", "We land on the ninth with two people. Is there room for a third desk in the second week?"),
    ("host", "There is, from Tuesday. I have put your names on the door already."),
    ("founder", "That is kind. Which tram is it from the station?"),
    ("host", "Number 7, four stops. Ring twice: the bell is older than the house."),
)
OF_COHORT: Final = (
    ("other", "Did the bank ask you for the lease before it opened the account?"),
    ("founder", "It did. A letter from the host was enough in the end."),
    ("other", "Then I ask for one today. Thank you!"),
)
OF_GROUP: Final = (
    "Shall we take one house for the week of the fair, instead of four hotels?",
    "Yes. I know a place by the old harbour with five rooms and a long table.",
    "Thank you for bringing me in. Count me for one room, and I cook on Tuesday.",
    "Then I ask them to hold it until Friday.",
)
FIRST: Final = (
    "Good morning. I read your answer on payment terms in the forum. We run harbour cranes in Antwerp and look for "
    "somebody who keeps tide models. May I tell you what we need?"
)
FIRST_OF_FOUNDER: Final = (
    "You spoke about references for public buyers on Tuesday. Would you share the template that you showed?"
)


def tell(story: Story) -> None:
    founder, host = story.cast["founder"], story.cast["host"]
    _talk(story, {"founder": founder, "host": host}, OF_FOUNDER_AND_HOST, hours=52)
    _talk(story, {"founder": founder, "other": _known(story, founder, but=host)}, OF_COHORT, hours=11)
    _group(story, founder)
    write(founder.pk, by=story.firms[35][1], body=FIRST, now=story.ago(hours=5))
    write(story.firms[36][1].pk, by=founder, body=FIRST_OF_FOUNDER, now=story.ago(days=1))


def _talk(story: Story, people: dict[str, Member], lines: tuple[tuple[str, str], ...], *, hours: int) -> None:
    """The first line is written from the profile, those after it in the conversation."""
    talk = 0
    for number, (who, body) in enumerate(lines):
        by, at = people[who], story.ago(hours=hours - HOURS_BETWEEN * number)
        if not number:
            other = next(one for name, one in people.items() if name != who)
            talk = write(other.pk, by=by, body=body, now=at).conversation_id
        else:
            say(talk, by=by, body=body, key="", now=at)


def _group(story: Story, founder: Member) -> None:
    """Some whom the founder has been connected with for longest, and what they agreed on."""
    rows = MemberConnection.objects.connected().of(founder.pk).order_by("connected_at", "pk")[:4]
    people = list(Member.objects.filter(pk__in=[one.other_of(founder.pk) for one in rows]).order_by("pk"))
    keys = [one.pk for one in people]
    talk = actions.start(keys[:3], by=founder, name="Rotterdam in spring", now=story.ago(days=3))
    say(talk.pk, by=founder, body=OF_GROUP[0], key="", now=story.ago(days=3, hours=-1))
    say(talk.pk, by=people[0], body=OF_GROUP[1], key="", now=story.ago(days=2))
    actions.bring(talk.pk, keys[3:], by=founder, now=story.ago(days=1, hours=5))
    say(talk.pk, by=people[3], body=OF_GROUP[2], key="", now=story.ago(days=1))
    say(talk.pk, by=people[1], body=OF_GROUP[3], key="", now=story.ago(hours=2))


def _known(story: Story, member: Member, *, but: Member) -> Member:
    """The one whom the member has been connected with for longest."""
    rows = MemberConnection.objects.connected().of(member.pk).exclude(low=but).exclude(high=but)
    found = rows.order_by("connected_at", "pk").first()
    assert found is not None
    return Member.objects.get(pk=found.other_of(member.pk))
