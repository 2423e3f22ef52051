"""JSON with the line of every node, so that what is wrong in a file can be pointed at."""

import re
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

Path = tuple[str | int, ...]
DEEPEST = 40
MOST_BYTES = 1_000_000
_SPACE = re.compile(r"[ \t\n\r]*")
# What no text holds, and no database and terminal takes: control characters but a line's end and a tab, half a letter.
STRAY = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Unreadable(ValueError):
    """Not a JSON document. The message names the line."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class Located:
    """A document and where each of its nodes begins: path → line. For a member of an object, its key's line."""

    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the node, or of the nearest one above it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(raw: bytes) -> Located:
    """Raises Unreadable: not UTF-8, too large or deep, not JSON, or a key given twice."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(1, f"the file is larger than {MOST_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(raw[: error.start].count(b"\n") + 1, "the file is not UTF-8 text") from None
    reader = _Reader(text)
    try:
        value, end = reader.value(reader.skip(0), ())
    except JSONDecodeError as error:
        raise Unreadable(error.lineno, f"not JSON: {error.msg}") from None
    if reader.skip(end) != len(text):
        reader.refuse(reader.skip(end), "not JSON: something follows the document")
    return Located(value, reader.lines)


@dataclass
class _Reader:
    text: str
    lines: dict[Path, int] = field(default_factory=dict)
    _seen_to: tuple[int, int] = (0, 1)

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        self.lines.setdefault(path, self._line(at))
        if len(path) > DEEPEST:
            self.refuse(at, f"nested deeper than {DEEPEST}")
        opening = self.text[at : at + 1]
        if opening == "{":
            return self._object(self.skip(at + 1), path)
        if opening == "[":
            return self._array(self.skip(at + 1), path)
        return self._plain(at)

    def _object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        if self.text[at : at + 1] == "}":
            return found, at + 1
        while True:
            if self.text[at : at + 1] != '"':
                self.refuse(at, "not JSON: a key in double quotes is missing")
            key, after = self._plain(at)
            if key in found:
                self.refuse(at, f"“{key}” is given twice")
            self.lines[(*path, key)] = self._line(at)
            at = self._expect(self.skip(after), ":")
            found[key], at = self.value(at, (*path, key))
            at, more = self._more(self.skip(at), "}")
            if not more:
                return found, at

    def _plain(self, at: int) -> tuple[Any, int]:
        """Text, a number, true, false or null."""
        try:
            value, after = JSONDecoder(parse_constant=self._constant).raw_decode(self.text, at)
        except JSONDecodeError:
            raise
        except ValueError:
            self.refuse(at, "this number is too long")
        if isinstance(value, str) and (stray := STRAY.search(value)):
            self.refuse(at, f"U+{ord(stray[0]):04X} is no part of a text")
        return value, after

    def _array(self, at: int, path: Path) -> tuple[list[Any], int]:
        found: list[Any] = []
        if self.text[at : at + 1] == "]":
            return found, at + 1
        while True:
            item, at = self.value(at, (*path, len(found)))
            found.append(item)
            at, more = self._more(self.skip(at), "]")
            if not more:
                return found, at

    def _more(self, at: int, closing: str) -> tuple[int, bool]:
        if self.text[at : at + 1] == closing:
            return at + 1, False
        return self._expect(at, ","), True

    def _expect(self, at: int, sign: str) -> int:
        if self.text[at : at + 1] != sign:
            self.refuse(at, f"not JSON: “{sign}” is missing")
        return self.skip(at + 1)

    def _constant(self, name: str) -> NoReturn:
        raise JSONDecodeError(f"{name} is not a number of JSON", self.text, self._seen_to[0])

    def _line(self, at: int) -> int:
        """Counted from where we last looked: nodes come in order."""
        seen, line = self._seen_to
        if at < seen:
            return self.text.count("\n", 0, at) + 1
        self._seen_to = (at, line + self.text.count("\n", seen, at))
        return self._seen_to[1]

    def refuse(self, at: int, why: str) -> NoReturn:
        raise Unreadable(self.text.count("\n", 0, at) + 1, why)
