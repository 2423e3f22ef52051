"""A conversation as its page shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ground.tables.pages import older_than
from network.conversations import rules
from network.conversations.models import Conversation, Message, MessageQuerySet, Participant
from network.members.models import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of messages, the oldest first, as one viewer may answer them.

    `earlier` is the key to ask for those before, or None. New messages join the newest page. `closed` says why nothing
    more is said; `may_say` is whether the viewer may, now.
    """

    conversation: Conversation
    kind: rules.ConversationKind
    messages: Sequence[Message]
    earlier: int | None
    is_newest: bool
    may_say: bool
    closed: str

    @property
    def page(self) -> str:
        return self.kind.page(self.conversation)

    @property
    def panels(self) -> Sequence[rules.Panel]:
        return self.kind.beside(self.conversation)


def talk_of(conversation: Conversation, place: rules.Place, viewer: Viewer, *, before: int | None = None) -> Talk:
    """Fifty messages before a key, or the newest fifty, in a place that the viewer sees."""
    kind = rules.kind_of(conversation)
    everything = Message.objects.filter(conversation=conversation)
    found = list(messages_before(conversation, before)[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return Talk(
        conversation=conversation,
        kind=kind,
        messages=shown,
        earlier=shown[0].pk if len(found) > PAGE else None,
        is_newest=before is None or not everything.filter(pk__gte=before).exists(),
        may_say=rules.may_say(viewer, conversation, place),
        closed=kind.closed(place),
    )


def messages_before(conversation: Conversation, before: int | None = None) -> MessageQuerySet:
    """What was said before a key, or all of it, the newest first."""
    return older_than(Message.objects.filter(conversation=conversation), before).for_list()


def talk_at(place: rules.Place, viewer: Viewer, *, before: int | None = None) -> Talk:
    """The conversation that is held in a place with a stream of its own, which the viewer sees."""
    conversation = Conversation.objects.select_related("stream").get(stream=place.stream_id)
    return talk_of(conversation, place, viewer, before=before)


def address_of(message: Message) -> str:
    """Where the message stands now: on the newest page, or at the end of an earlier one."""
    later = Message.objects.filter(conversation=message.conversation_id, pk__gt=message.pk).order_by("id")
    is_earlier = later[PAGE - 1 : PAGE].exists()
    page = f"?before={message.pk + 1}" if is_earlier else ""
    return f"{rules.kind_of(message.conversation).page(message.conversation)}{page}#line-{message.pk}"


def messages_told(told: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The words of each message, by message and reader, where they stand and the reader still takes part."""
    rows = Message.objects.filter(pk__in={message for message, _reader in told}, hidden_at=None).standing()
    words = {message.pk: message for message in rows}
    here = Participant.objects.filter(
        conversation__in={message.conversation_id for message in rows},
        member__in={reader for _message, reader in told},
        left_at=None,
    )
    takes_part = set(here.values_list("conversation_id", "member_id"))
    return {
        (message, reader): words[message].body
        for message, reader in told
        if message in words and (words[message].conversation_id, reader) in takes_part
    }
