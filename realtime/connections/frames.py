"""Frames: arrays of rendered events on their way, the same text and bytes for every subscriber of a language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from realtime.connections.protocol import VERSION, compact

FRAME_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Rendered:
    """One event as JSON text, by language. `at` is in seconds of the epoch."""

    seq: int
    text: dict[str, str]
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """An array of events on its way: as text, and as the bytes of a websocket frame. `size` is the text's, in bytes."""

    first: int
    last: int
    text: str
    size: int
    wire: bytes


def frames(name: str, epoch: str, language: str, events: Sequence[Rendered]) -> Iterator[Frame]:
    """Arrays of events, each frame not much above FRAME_BYTES."""
    texts: list[str] = []
    first = size = 0
    for event in events:
        text = event.text[language]
        if texts and size + len(text.encode()) > FRAME_BYTES:
            yield _frame(name, epoch, first, texts)
            texts, size = [], 0
        first = first if texts else event.seq
        texts.append(text)
        size += len(text.encode())
    if texts:
        yield _frame(name, epoch, first, texts)


def nothing_new(name: str, epoch: str, after: int) -> Frame:
    """The empty array that tells a subscriber it is up to date."""
    return _frame(name, epoch, after + 1, [])


def _frame(name: str, epoch: str, first: int, texts: list[str]) -> Frame:
    head = compact({"v": VERSION, "op": "events", "stream": name, "epoch": epoch, "from": first})
    text = f'{head[:-1]},"events":[{",".join(texts)}]}}'
    encoded = text.encode()
    return Frame(first, first + len(texts) - 1, text, len(encoded), framed(encoded))


def framed(body: bytes) -> bytes:
    """A whole text message from a server, as RFC 6455 (5.2) writes it: final, not masked."""
    size = len(body)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + body
