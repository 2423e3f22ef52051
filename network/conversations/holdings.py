"""What is a member's here: what they said, and what was said to them where they take part."""

from django.utils.translation import gettext_lazy as _

from ground.words.renaming import renamed
from network.conversations.models import Conversation, Letterbox, Message, Participant
from network.conversations.rules import private_kinds
from network.members.models import FORMER
from network.mydata.registry import OF_AN_OFFICE, SAID_TO_OTHERS, Holding, Holdings, Leaver, Rows, emptied

SAID = ("conversation__title", "body", "at", "taken_back_at")


def _said_to(member_id: int) -> Rows:
    """What others say in a private talk of theirs, as they read it there: nothing that is hidden."""
    mine = Participant.objects.filter(member_id=member_id, left_at=None, conversation__kind__in=private_kinds())
    rows = Message.objects.filter(conversation__in=mine.values("conversation_id"), hidden_at=None)
    return rows.exclude(author_id=member_id)


def _left(rows: Rows, leaver: Leaver) -> None:
    """Where a talk is called after those in it, it is called after who is left."""
    for talk in Conversation.objects.filter(pk__in=rows.values("conversation_id"), title__contains=leaver.name):
        talk.title = renamed(talk.title, leaver.name, FORMER)
        talk.save(update_fields=["title"])
    rows.filter(left_at=None).update(left_at=leaver.now)


OWN = Holdings(
    "messages",
    _("Your messages"),
    (
        Holding(
            Message,
            of=("author",),
            name="said",
            label=_("messages that you wrote"),
            gives=SAID,
            stays=SAID_TO_OTHERS,
        ),
        Holding(
            Message,
            rows=_said_to,
            name="said_to_you",
            gives=("author__name", *SAID),
            stays=SAID_TO_OTHERS,
        ),
        Holding(Message, of=("about",), because="a line of a talk that others read", stays=SAID_TO_OTHERS),
        Holding(Message, of=("hidden_by",), because="an act of whoever holds the place", stays=OF_AN_OFFICE),
        Holding(
            Participant,
            of=("member",),
            name="conversations",
            gives=("conversation__title", "joined_at", "left_at"),
            goes=_left,
            stays=SAID_TO_OTHERS,
        ),
        Holding(
            Letterbox,
            of=("member",),
            name="letterbox",
            gives=("takes",),
            goes=emptied(takes=Letterbox.Takes.CONNECTIONS),
            stays=_("An empty stream, without a name."),
        ),
    ),
)
