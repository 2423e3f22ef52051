"""Company: tells each room who is in it, changes gathered, each chip rendered once per language."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils import translation

from realtime import presence
from realtime.attendance import Attendance
from realtime.errands import Errands
from realtime.lines import Line
from realtime.presence import FEW, Modes, Person
from realtime.protocol import frame
from realtime.rooms import Room
from realtime.threads import Threads

COMPANY: Final = "kontor:company"
ARRIVING: Final = 0.25  # seconds in which changes are gathered
LEAVING: Final = 1.5  # seconds given to a page that is only being loaded again


class Company:
    def __init__(self, rooms: dict[int, Room], threads: Threads, errands: Errands, attendance: Attendance) -> None:
        self._rooms = rooms
        self._threads = threads
        self._errands = errands
        self._attendance = attendance
        self._moved: set[int] = set()
        self._due: set[int] = set()
        self._heard: set[int] = set()
        self._walking = False
        self._told: dict[int, Modes] = {}
        self._texts: dict[int, dict[str, str]] = {}

    def arrive(self, room: Room, line: Line) -> None:
        if not room.kind.presence:
            return
        if known := self._texts.get(room.stream, {}).get(line.caller.language):
            line.whisper(known)
        else:
            self._told.pop(room.stream, None)
        if line.caller.member is not None:
            self._attendance.arrive(room.stream, line.caller.member, line.mode)
        self._stir(room.stream, ARRIVING)

    def leave(self, room: Room, line: Line) -> None:
        if room.kind.presence and line.caller.member is not None:
            self._attendance.leave(room.stream, line.caller.member, line.mode)
            self._stir(room.stream, LEAVING)

    def change_mode(self, rooms: Iterable[Room], line: Line, mode: str) -> None:
        before, line.mode = line.mode, mode
        for room in rooms:
            if room.kind.presence and line.caller.member is not None:
                self._attendance.leave(room.stream, line.caller.member, before)
                self._attendance.arrive(room.stream, line.caller.member, mode)
                self._stir(room.stream, ARRIVING)

    def hear(self, message: dict[str, Any]) -> None:
        """People came or went in another process."""
        if message.get("node") != self._attendance.node and message.get("stream") in self._rooms:
            self._heard.add(message["stream"])
            self._set_out()

    async def renew(self) -> None:
        """Say again who is here, and see who no longer is."""
        await self._attendance.lease()
        self._texts = {stream: texts for stream, texts in self._texts.items() if stream in self._rooms}
        self._told = {stream: modes for stream, modes in self._told.items() if stream in self._rooms}
        self._heard |= {stream for stream, room in self._rooms.items() if room.kind.presence}
        self._set_out()

    def _stir(self, stream: int, pause: float) -> None:
        if stream not in self._moved:
            self._moved.add(stream)
            self._errands.begin(self._settle(stream, pause))

    async def _settle(self, stream: int, pause: float) -> None:
        if not await self._errands.pause(pause):
            return
        self._moved.discard(stream)
        self._due.add(stream)
        self._set_out()

    def _set_out(self) -> None:
        if not self._walking:
            self._walking = True
            self._errands.begin(self._walk())

    async def _walk(self) -> None:
        """One at a time goes round the rooms; what becomes due meanwhile goes together with the next."""
        try:
            while self._due or self._heard:
                ours, self._due = self._due, set()
                others, self._heard = self._heard, set()
                if ours and await self._attendance.lease(ours):
                    news = [{"stream": stream, "node": self._attendance.node} for stream in ours]
                    await self._attendance.shout(COMPANY, news)
                await self._tell([*ours, *(others - ours)])
        finally:
            self._walking = False

    async def _tell(self, streams: list[int]) -> None:
        followed = [stream for stream in streams if stream in self._rooms]
        if not followed:
            return
        for stream, modes in (await self._attendance.everyone(followed)).items():
            room = self._rooms.get(stream)
            if room is not None and self._told.get(stream) != modes:
                self._told[stream] = modes
                try:
                    await self._tell_room(room, modes)
                except BaseException:
                    self._told.pop(stream, None)  # nobody was: whoever looks next tells
                    raise

    async def _tell_room(self, room: Room, modes: Modes) -> None:
        # Whoever comes in a language that nobody has now must not be told what it last said.
        texts = self._texts[room.stream] = {}
        for language in room.languages:
            people = await self._threads.ask(described, room, modes, language)
            text = frame("presence", stream=room.name, count=len(modes), people=people)
            texts[language] = text
            for subscription in list(room.by_language.get(language, ())):
                subscription.line.whisper(text)


def described(room: Room, modes: Modes, language: str) -> list[dict[str, Any]]:
    """Names and chips while they are few, of those who may be named. Runs in a thread."""
    if len(modes) > FEW:
        return []
    named = room.kind.named(room.stream, modes.keys()) if room.kind.named else modes
    with translation.override(language):
        return [_chip(person, modes[person.id]) for person in presence.describe(sorted(named))]


def _chip(person: Person, mode: str) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "mode": mode, "html": person.html}
