"""Broadcast: tells each channel who is in it, changes gathered, each chip rendered once per language."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils import translation

from realtime.connections.channel import Channel
from realtime.connections.connection import Connection
from realtime.connections.database_threads import DatabaseThreads
from realtime.connections.protocol import frame
from realtime.connections.tasks import Tasks
from realtime.presence import state
from realtime.presence.leases import Leases
from realtime.presence.state import FEW, Modes, Person

PRESENCE: Final = "kontor:presence"
ARRIVING: Final = 0.25  # seconds in which changes are gathered
LEAVING: Final = 1.5  # seconds given to a page that is only being loaded again


class Broadcast:
    def __init__(self, channels: dict[int, Channel], threads: DatabaseThreads, tasks: Tasks, leases: Leases) -> None:
        self._channels = channels
        self._threads = threads
        self._tasks = tasks
        self._leases = leases
        self._moved: set[int] = set()
        self._due: set[int] = set()
        self._heard: set[int] = set()
        self._walking = False
        self._told: dict[int, Modes] = {}
        self._texts: dict[int, dict[str, str]] = {}

    def arrive(self, channel: Channel, connection: Connection) -> None:
        if not channel.kind.presence:
            return
        if known := self._texts.get(channel.stream, {}).get(connection.caller.language):
            connection.whisper(known)
        else:
            self._told.pop(channel.stream, None)
        if connection.caller.member is not None:
            self._leases.arrive(channel.stream, connection.caller.member, connection.mode)
        self._stir(channel.stream, ARRIVING)

    def leave(self, channel: Channel, connection: Connection) -> None:
        if channel.kind.presence and connection.caller.member is not None:
            self._leases.leave(channel.stream, connection.caller.member, connection.mode)
            self._stir(channel.stream, LEAVING)

    def change_mode(self, channels: Iterable[Channel], connection: Connection, mode: str) -> None:
        before, connection.mode = connection.mode, mode
        for channel in channels:
            if channel.kind.presence and connection.caller.member is not None:
                self._leases.leave(channel.stream, connection.caller.member, before)
                self._leases.arrive(channel.stream, connection.caller.member, mode)
                self._stir(channel.stream, ARRIVING)

    def hear(self, message: dict[str, Any]) -> None:
        """People came or went in another process."""
        if message.get("node") != self._leases.node and message.get("stream") in self._channels:
            self._heard.add(message["stream"])
            self._set_out()

    async def renew(self) -> None:
        """Say again who is here, and see who no longer is."""
        await self._leases.lease()
        self._texts = {stream: texts for stream, texts in self._texts.items() if stream in self._channels}
        self._told = {stream: modes for stream, modes in self._told.items() if stream in self._channels}
        self._heard |= {stream for stream, channel in self._channels.items() if channel.kind.presence}
        self._set_out()

    def _stir(self, stream: int, pause: float) -> None:
        if stream not in self._moved:
            self._moved.add(stream)
            self._tasks.start(self._settle(stream, pause))

    async def _settle(self, stream: int, pause: float) -> None:
        if not await self._tasks.pause(pause):
            return
        self._moved.discard(stream)
        self._due.add(stream)
        self._set_out()

    def _set_out(self) -> None:
        if not self._walking:
            self._walking = True
            self._tasks.start(self._walk())

    async def _walk(self) -> None:
        """One at a time goes round the channels; what becomes due meanwhile goes together with the next."""
        try:
            while self._due or self._heard:
                ours, self._due = self._due, set()
                others, self._heard = self._heard, set()
                if ours and await self._leases.lease(ours):
                    news = [{"stream": stream, "node": self._leases.node} for stream in ours]
                    await self._leases.shout(PRESENCE, news)
                await self._tell([*ours, *(others - ours)])
        finally:
            self._walking = False

    async def _tell(self, streams: list[int]) -> None:
        followed = [stream for stream in streams if stream in self._channels]
        if not followed:
            return
        for stream, modes in (await self._leases.everyone(followed)).items():
            channel = self._channels.get(stream)
            if channel is not None and self._told.get(stream) != modes:
                self._told[stream] = modes
                try:
                    await self._tell_channel(channel, modes)
                except BaseException:
                    self._told.pop(stream, None)  # nobody was: whoever looks next tells
                    raise

    async def _tell_channel(self, channel: Channel, modes: Modes) -> None:
        # Whoever comes in a language that nobody has now must not be told what it last said.
        texts = self._texts[channel.stream] = {}
        for language in channel.languages:
            people = await self._threads.ask(described, channel, modes, language)
            text = frame("presence", stream=channel.name, count=len(modes), people=people)
            texts[language] = text
            for subscription in list(channel.by_language.get(language, ())):
                subscription.connection.whisper(text)


def described(channel: Channel, modes: Modes, language: str) -> list[dict[str, Any]]:
    """Names and chips while they are few, of those who may be named. Runs in a thread."""
    if len(modes) > FEW:
        return []
    named = channel.kind.named(channel.stream, modes.keys()) if channel.kind.named else modes
    with translation.override(language):
        return [_chip(person, modes[person.id]) for person in state.describe(sorted(named))]


def _chip(person: Person, mode: str) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "mode": mode, "html": person.html}
