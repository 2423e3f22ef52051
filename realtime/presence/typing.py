"""Typing: who is writing just now. Believed for six seconds, told together, not told at all in a crowd."""

from typing import Any, Final

from realtime.connections.channel import Channel
from realtime.connections.connection import Connection
from realtime.connections.database_threads import DatabaseThreads
from realtime.connections.protocol import frame
from realtime.connections.tasks import Tasks
from realtime.presence.broadcast import described
from realtime.presence.leases import Leases

TYPING: Final = "kontor:typing"
PAUSE: Final = 0.25  # seconds in which typing is gathered
BELIEVED: Final = 6  # seconds
CROWD: Final = 200  # subscribers


class Typing:
    def __init__(
        self,
        channels: dict[int, Channel],
        threads: DatabaseThreads,
        tasks: Tasks,
        leases: Leases,
    ) -> None:
        self._channels = channels
        self._threads = threads
        self._tasks = tasks
        self._leases = leases
        self._typing: dict[int, set[int]] = {}

    def type(self, channel: Channel, connection: Connection) -> None:
        member = connection.caller.member
        if member is None or connection.mode == "private":
            return
        message = {"stream": channel.stream, "member": member, "node": self._leases.node}
        self._tasks.start(self._leases.shout(TYPING, [message]))
        self._note(channel.stream, member)

    def hear(self, message: dict[str, Any]) -> None:
        if message.get("node") != self._leases.node and message.get("stream") in self._channels:
            self._note(message["stream"], int(message["member"]))

    def _note(self, stream: int, member: int) -> None:
        if not self._typing:
            self._tasks.start(self._tell())
        self._typing.setdefault(stream, set()).add(member)

    async def _tell(self) -> None:
        if not await self._tasks.pause(PAUSE):
            return
        typing, self._typing = self._typing, {}
        for stream, members in typing.items():
            channel = self._channels.get(stream)
            if channel is not None and sum(1 for _ in channel.connections()) <= CROWD:
                await self._tell_channel(channel, members)

    async def _tell_channel(self, channel: Channel, members: set[int]) -> None:
        for language in channel.languages:
            people = await self._threads.ask(described, channel, dict.fromkeys(members, "visible"), language)
            names = [{"id": one["id"], "name": one["name"]} for one in people]
            text = frame("typing", stream=channel.name, people=names, seconds=BELIEVED)
            for subscription in list(channel.by_language.get(language, ())):
                subscription.connection.whisper(text)
