"""Typists: who is writing just now. Believed for six seconds, told together, not told at all in a crowd."""

from typing import Any, Final

from realtime.attendance import Attendance
from realtime.company import described
from realtime.errands import Errands
from realtime.lines import Line
from realtime.protocol import frame
from realtime.rooms import Room
from realtime.threads import Threads

TYPING: Final = "kontor:typing"
PAUSE: Final = 0.25  # seconds in which typing is gathered
BELIEVED: Final = 6  # seconds
CROWD: Final = 200  # subscribers


class Typists:
    def __init__(
        self,
        rooms: dict[int, Room],
        threads: Threads,
        errands: Errands,
        attendance: Attendance,
    ) -> None:
        self._rooms = rooms
        self._threads = threads
        self._errands = errands
        self._attendance = attendance
        self._typing: dict[int, set[int]] = {}

    def type(self, room: Room, line: Line) -> None:
        member = line.caller.member
        if member is None or line.mode == "private":
            return
        message = {"stream": room.stream, "member": member, "node": self._attendance.node}
        self._errands.begin(self._attendance.shout(TYPING, [message]))
        self._note(room.stream, member)

    def hear(self, message: dict[str, Any]) -> None:
        if message.get("node") != self._attendance.node and message.get("stream") in self._rooms:
            self._note(message["stream"], int(message["member"]))

    def _note(self, stream: int, member: int) -> None:
        if not self._typing:
            self._errands.begin(self._tell())
        self._typing.setdefault(stream, set()).add(member)

    async def _tell(self) -> None:
        if not await self._errands.pause(PAUSE):
            return
        typing, self._typing = self._typing, {}
        for stream, members in typing.items():
            room = self._rooms.get(stream)
            if room is not None and sum(1 for _ in room.lines()) <= CROWD:
                await self._tell_room(room, members)

    async def _tell_room(self, room: Room, members: set[int]) -> None:
        for language in room.languages:
            people = await self._threads.ask(described, room, dict.fromkeys(members, "visible"), language)
            names = [{"id": one["id"], "name": one["name"]} for one in people]
            text = frame("typing", stream=room.name, people=names, seconds=BELIEVED)
            for subscription in list(room.by_language.get(language, ())):
                subscription.line.whisper(text)
