"""Who is connected to this process, and what each follows: subscribed, put out, sent anew, closed."""

from collections import Counter
from collections.abc import Callable, Iterator

from realtime.connections.channel import Channel, Subscription
from realtime.connections.connection import Connection
from realtime.connections.protocol import frame
from realtime.kinds.stream_kinds import StreamKind

Moved = Callable[[Channel, Connection], None]


class Subscriptions:
    """`joined` and `left` are told who came to a channel and who went from it."""

    def __init__(self, tally: "Counter[str]", joined: Moved, left: Moved) -> None:
        self.channels: dict[int, Channel] = {}
        self.by_connection: dict[Connection, dict[int, Subscription]] = {}
        self._tally = tally
        self._joined = joined
        self._left = left

    def connections(self) -> Iterator[Connection]:
        return iter(list(self.by_connection))

    def of(self, connection: Connection) -> dict[int, Subscription]:
        """What a connection follows, by stream: nothing where it is gone."""
        return self.by_connection.get(connection, {})

    def channels_of(self, connection: Connection) -> dict[int, Channel]:
        return {stream: subscription.channel for stream, subscription in self.of(connection).items()}

    def behind(self, connection: Connection) -> list[Subscription]:
        """Those that wait for credits: first to fall behind, first to go on."""
        waiting = [subscription for subscription in self.of(connection).values() if subscription.kept is not None]
        return sorted(waiting, key=lambda subscription: subscription.turn)

    def add(
        self, connection: Connection, kind: StreamKind, stream: int, *, epoch: str, head: int, after: int
    ) -> Subscription:
        """Join the stream's channel, which is made where nobody followed it."""
        self.remove(connection, stream)
        channel = self._channel(kind, stream, head, epoch)
        subscription = self.by_connection[connection][stream] = Subscription(connection, channel, after)
        channel.add(subscription)
        self._joined(channel, connection)
        return subscription

    def remove(self, connection: Connection, stream: int) -> None:
        subscription = self.of(connection).pop(stream, None)
        if subscription is None:
            return
        subscription.open = subscription.ready = False
        subscription.kept = None
        channel = subscription.channel
        channel.discard(subscription)
        self._left(channel, connection)
        if not channel.by_language and self.channels.get(stream) is channel:
            del self.channels[stream]

    def send_anew(self, subscription: Subscription, epoch: str, head: int) -> None:
        """Too much was missed, or history is another: the client fetches the page anew and subscribes again."""
        self._tally["gaps"] += 1
        connection, channel = subscription.connection, subscription.channel
        connection.tell(frame("gap", stream=channel.name, epoch=epoch, head=head))
        self.remove(connection, channel.stream)

    def put_out(self, subscription: Subscription) -> None:
        """The right to read it has been lost."""
        subscription.connection.tell(frame("revoked", stream=subscription.channel.name))
        self.remove(subscription.connection, subscription.channel.stream)

    def empty(self, channel: Channel, part: Callable[[Subscription], None]) -> None:
        for subscription in list(channel.subscriptions()):
            part(subscription)

    def close(self, connection: Connection, code: int) -> None:
        connection.close(code)
        self.forget(connection)

    def forget(self, connection: Connection) -> None:
        """The socket is gone."""
        for stream in list(self.of(connection)):
            self.remove(connection, stream)
        self.by_connection.pop(connection, None)

    def _channel(self, kind: StreamKind, stream: int, head: int, epoch: str) -> Channel:
        channel = self.channels.get(stream)
        if channel is not None and channel.epoch != epoch:
            self.empty(channel, lambda subscription: self.send_anew(subscription, epoch, head))
            channel = None
        if channel is None:
            channel = self.channels[stream] = Channel(stream, kind, epoch, head, head)
        return channel
