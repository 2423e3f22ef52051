"""The socket's one envelope, for ever: `{"v": 1, "do": …}` from the client, `{"v": 1, "op": …}` from the server.

Whatever a client says is answered, with an error at worst. The whole is told in docs/protocol.md.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

VERSION: Final = 1
LONGEST_MESSAGE: Final = 16 * 1024  # bytes
SUBSCRIPTIONS: Final = 50
REPLAYED: Final = 500  # events; who missed more fetches the page anew
CREDIT_FRAMES: Final = 64
CREDIT_BYTES: Final = 256 * 1024
PATIENCE: Final = 30.0  # seconds that a reader may leave its credits used up

# All in the range of applications: autobahn, and so daphne, sends no other, and would leave the socket open.
SESSION_ENDED: Final = 4401
WRONG_ORIGIN: Final = 4403
NO_SUCH_DOOR: Final = 4404
TOO_SLOW: Final = 4408
TOO_BIG: Final = 4009
FLOOD: Final = 4008
RESTART: Final = 4012
TRY_AGAIN: Final = 4013

MODES: Final = ("visible", "away", "private")
_LARGEST: Final = 2**63 - 1
_LONE: Final = re.compile("[\ud800-\udfff]")  # halves of a character, which no answer could repeat


class Refused(Exception):
    """A message that cannot be obeyed: answered with an error of this code, never fatal."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(frozen=True, slots=True)
class Command:
    """What a client asks. Only the fields that its `do` needs are filled."""

    do: str
    stream: str = ""
    epoch: str = ""
    after: int = 0
    seq: int = 0
    n: int = 0
    mode: str = ""


_FIELDS: Final[dict[str, dict[str, type]]] = {
    "subscribe": {"stream": str, "epoch": str, "after": int},
    "unsubscribe": {"stream": str},
    "typing": {"stream": str},
    "seen": {"stream": str, "seq": int},
    "presence": {"mode": str},
    "ack": {"n": int},
    "ping": {},
}


def parse(text: str) -> Command:
    """The command in a message. Raises Refused."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("not_json") from None
    if not isinstance(said, dict) or said.get("v") != VERSION:
        raise Refused("not_an_envelope", v=VERSION)
    do = said.get("do")
    if not isinstance(do, str) or do not in _FIELDS:
        raise Refused("unknown_command", do=str(do)[:40].encode(errors="replace").decode())
    return Command(do, **{name: _field(said, do, name, kind) for name, kind in _FIELDS[do].items()})


def _field(said: dict[str, Any], do: str, name: str, kind: type) -> Any:
    value = said.get(name)
    if type(value) is not kind or not _within(value):
        raise Refused("bad_field", do=do, field=name)
    if name == "mode" and value not in MODES:
        raise Refused("bad_field", do=do, field=name)
    return value


def _within(value: Any) -> bool:
    return len(value) <= 64 and not _LONE.search(value) if isinstance(value, str) else 0 <= value <= _LARGEST


def split_name(stream: str) -> tuple[str, int]:
    """`thread:17` → ("thread", 17). What is no name gives an id that no stream has."""
    kind, _, number = stream.partition(":")
    if not (number.isascii() and number.isdecimal()) or number != str(int(number)) or int(number) > _LARGEST:
        return kind, 0
    return kind, int(number)


def frame(op: str, **fields: Any) -> str:
    return compact({"v": VERSION, "op": op, **fields})


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
