"""Our own modules of JavaScript, joined as they are collected: a page asks for two files instead of thirty.

`js/kontor.js` takes in all that it imports. Every other module takes in what it imports beyond that, and has the rest
from kontor.js, which stands on the same page: no module runs twice. Each keeps a scope of its own, a function that
gives what the module exports. Known are the forms that we write: named imports, `import * as`, imports for their
effect, and exports of functions and constants where they are declared; anything else is refused, and a test reads all.
"""

import posixpath
import re
from collections.abc import Callable
from typing import Final

FIRST: Final = "kontor.js"
_IMPORT: Final = re.compile(r"^import (?:(?P<what>[^\"]+?) from )?\"(?P<file>\.{1,2}/[\w/-]+\.js)\";$", re.M)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (?P<name>\w+))", re.M)
_REMARK: Final = re.compile(r"^ *//.*\n", re.M)
_OTHER: Final = re.compile(r"^(?:import|export)\b.*|\bimport\(.*|\bimport\.meta\b.*|^await\b.*", re.M)

Read = Callable[[str], str]


class NotOurs(ValueError):
    """A module is written in a form that is not joined here."""


def joined(name: str, read: Read) -> str:
    """The module of this name (`live/connection.js`) with what it needs. `read` gives the text of a module."""
    first = _in_order(FIRST, read)
    if name == FIRST:
        return _scopes(first, read) + f"export {{ {', '.join(map(_called, first))} }};\n"
    if name in first:
        return read(name)
    all_of_it = _in_order(name, read)
    shared = [one for one in all_of_it if one in first]
    have = f'import {{ {", ".join(map(_called, shared))} }} from "{_way_to(FIRST, name)}";\n' if shared else ""
    return have + _scopes([one for one in all_of_it if one not in first], read)


def _in_order(name: str, read: Read) -> list[str]:
    """The module and all that it imports, each after what it needs."""
    found: list[str] = []

    def visit(one: str, way: tuple[str, ...]) -> None:
        if one in way:
            raise NotOurs(f"{' → '.join((*way, one))} is a circle")
        if one in found:
            return
        for needed in _IMPORT.finditer(read(one)):
            visit(_at(needed["file"], one), (*way, one))
        found.append(one)

    visit(name, ())
    return found


def _scopes(names: list[str], read: Read) -> str:
    return "".join(_scope(name, read(name)) for name in names)


def _scope(name: str, text: str) -> str:
    given = [found["name"] for found in _EXPORT.finditer(text)]
    inside = _EXPORT.sub("", _IMPORT.sub(lambda found: _taken(found, name), _REMARK.sub("", text)))
    if other := _OTHER.search(inside):
        raise NotOurs(f"{name}: {other[0]}")
    return f"const {_called(name)} = (() => {{\n{inside}\nreturn {{ {', '.join(given)} }};\n}})();\n"


def _taken(found: re.Match[str], by: str) -> str:
    what, source = found["what"], _called(_at(found["file"], by))
    if not what:
        return ""
    if what.startswith("* as "):
        return f"const {what.removeprefix('* as ')} = {source};"
    return f"const {what.replace(' as ', ': ')} = {source};"


def _at(file: str, by: str) -> str:
    """The name of the module that another imports as `file`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(by), file))


def _way_to(name: str, by: str) -> str:
    way = posixpath.relpath(name, posixpath.dirname(by) or ".")
    return way if way.startswith(".") else f"./{way}"


def _called(name: str) -> str:
    return "_" + re.sub(r"\W", "_", name.removesuffix(".js"))
