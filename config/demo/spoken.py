"""Reads what the story's people say in the forums, as it is written in threads/*.md.

A board has a head of `key: value` lines; a thread begins with `# Question: title`, a post with
`## who | how long ago | signs and marks`. In the text, `{who}` is a name and `{who:given}` a given name.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

FOLDER = Path("config/demo/threads")
_AGO = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m?)?")
_WHO = re.compile(r"\{([^}:]+)(:given)?\}")


@dataclass
class Spoken:
    """A post. `accepted` is how long after it the asker took it as the answer."""

    who: str
    ago: timedelta
    body: str = ""
    signs: dict[str, int] = field(default_factory=dict)
    accepted: timedelta | None = None
    pinned: bool = False


@dataclass
class Talk:
    kind: str
    title: str
    posts: list[Spoken] = field(default_factory=list)


@dataclass
class Place:
    slug: str
    head: dict[str, str] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)


def places(folder: Path) -> list[Place]:
    found = [_place(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.md"))]
    return sorted(found, key=lambda place: int(place.head["place"]))


def people_in(body: str) -> list[str]:
    return [match[1] for match in _WHO.finditer(body)]


def with_names(body: str, names: dict[str, str]) -> str:
    return _WHO.sub(lambda match: names[match[1]].split()[0] if match[2] else names[match[1]], body)


def _place(slug: str, text: str) -> Place:
    head, *talks = re.split(r"^# ", text, flags=re.MULTILINE)
    pairs = (line.split(": ", 1) for line in head.strip().splitlines())
    return Place(slug, dict(pairs), [_talk(talk) for talk in talks])


def _talk(text: str) -> Talk:
    line, *posts = re.split(r"^## ", text, flags=re.MULTILINE)
    kind, title = line.strip().split(": ", 1)
    return Talk(kind.lower(), title, [_post(post) for post in posts])


def _post(text: str) -> Spoken:
    line, _, body = text.partition("\n")
    who, ago, *marks = (part.strip() for part in re.split(r"[|,]", line))
    post = Spoken(who, _time(ago), body.strip())
    for mark in marks:
        word, _, rest = mark.partition(" ")
        if word == "accepted":
            post.accepted = _time(rest.removeprefix("after "))
        elif word == "pinned":
            post.pinned = True
        else:
            post.signs[word] = int(rest)
    return post


def _time(text: str) -> timedelta:
    """Of `3d5h`, `4h20` or `25m`. Raises ValueError for anything else."""
    found = _AGO.fullmatch(text)
    if not text or found is None:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)
