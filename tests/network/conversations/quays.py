"""Users of conversations that no area is: a *quay*, where who is in port talks, and *pilotage*, which is private."""

from dataclasses import dataclass
from datetime import UTC, datetime

from network.conversations import actions, live, rules
from realtime.streams import Stream, open_stream

# Long ago, so that a page drawn a second later words it alike.
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROUTES = rules.Routes(menu="network:line-menu", take_back="network:unsay")


@dataclass
class Quay:
    """In port are those who read; the ships among them speak; the harbour master is host."""

    stream: Stream
    in_port: set
    ships: set
    master: object = None
    is_frozen: bool = False


class Harbour:
    """All quays by their stream, as the kind of conversation finds them."""

    def __init__(self):
        self.quays = {}

    def find(self, viewer, conversation):
        quay = self.quays[conversation.stream_id]
        return quay if viewer.pk in quay.in_port else None

    def open_quay(self, *, ships=(), others=(), master=None):
        here = {one.pk for one in (*ships, *others, *([master] if master else []))}
        quay = Quay(open_stream("quay"), here, {one.pk for one in ships}, master)
        self.quays[quay.stream.pk] = quay
        return quay, actions.hold_step("quay", quay.stream, path="/quay/", now=NOW)


def register(harbour):
    shared = {"routes": ROUTES, "prompt": "Hail them", "sends_to": lambda c: f"/hail/{c.pk}/"}
    live.register(
        rules.ConversationKind(
            name="quay",
            stream="quay",
            find=harbour.find,
            page=lambda conversation: conversation.path,
            trail=lambda quay: [("Harbour", "/harbour/")],
            may_say=lambda viewer, quay: viewer.pk in quay.ships,
            is_host=lambda viewer, quay: viewer == quay.master,
            closed=lambda quay: "The harbour is frozen." if quay.is_frozen else "",
            longest=10,
            **shared,
        )
    )
    live.register(
        rules.ConversationKind(
            name="pilotage",
            stream="conversation",
            find=rules.among_participants,
            page=lambda conversation: f"/pilotage/{conversation.pk}/",
            trail=lambda conversation: [(conversation.title, "/pilotage/")],
            private=True,
            **shared,
        )
    )
