"""A map of the world: countries from static/img/world.svg, ports and arcs placed by the same projection.

Equal Earth (Šavrič, Patterson, Jenny 2018, doi.org/10.1080/13658816.2018.1504949): areas compare truly.
Shapes scale with the picture; names and ports keep their size, for they stand in a drawing of their own whose places
are percentages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, hypot, radians, sin, sqrt
from unicodedata import east_asian_width

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 1000, 432
SCALE, MID_X, EQUATOR = 184.7, 500, 240
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

# Pixels: how wide the drawing is at least, and how large a name is written on it (map.css).
PHONE, DESKTOP = (320, 11), (640, 13)
DOT, AWAY = 6, 10

Spot = tuple[float, float]
View = tuple[int, int, int, int]
Box = tuple[float, float, float, float]
WHOLE: View = (0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class Port:
    """A named place by latitude and longitude. `side` is where its name stands; a minor one has none on a phone."""

    lat: float
    lon: float
    name: str = ""
    side: str = "end"
    tone: str = ""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A way from one spot to another, each (latitude, longitude). `tone`: `soft` is dotted, `cool` is teal."""

    start: Spot
    end: Spot
    tone: str = ""


def project(lat: float, lon: float) -> Spot:
    t = asin(sqrt(3) / 2 * sin(radians(lat)))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * sqrt(3) * radians(lon) * cos(t) / (3 * slope)
    y = A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t
    return MID_X + SCALE * x, EQUATOR - SCALE * y


def world_map(
    *,
    arcs: Sequence[Arc] = (),
    ports: Sequence[Port] = (),
    shades: Mapping[str, str] | None = None,
    label: str = "",
    view: View = WHOLE,
) -> SafeString:
    """The map. `shades` gives countries a class by ISO code: `home`, `l1`, `l2`, `l3`. Say in `label` what it shows.

    `view` cuts a part out: left, top, width, height in the units of the drawing.
    """
    return format_html(
        '<div class="map" role="img" aria-label="{}"><svg viewBox="{} {} {} {}" aria-hidden="true" focusable="false">'
        '<use class="lines" href="{}#lines"/><use class="land" href="{}#land"/>{}{}</svg>{}</div>',
        label,
        *view,
        *(static("img/world.svg"),) * 2,
        _shaded(shades or {}),
        format_html_join("", '<path class="arc {}" d="{}"/>', ((arc.tone, _bow(arc)) for arc in arcs)),
        _signs(ports, view),
    )


def _shaded(shades: Mapping[str, str]) -> SafeString:
    outlines = static("img/world.svg")
    return format_html_join(
        "", '<use class="{}" href="{}#{}"/>', ((shade, outlines, code) for code, shade in sorted(shades.items()))
    )


def _bow(arc: Arc) -> str:
    """A curve that rises as its ends are far apart."""
    (x1, y1), (x2, y2) = project(*arc.start), project(*arc.end)
    top = min(y1, y2) - hypot(x2 - x1, y2 - y1) * 0.22
    return f"M{x1:.0f} {y1:.0f}Q{(x1 + x2) / 2:.0f} {max(top, 4):.0f} {x2:.0f} {y2:.0f}"


def _signs(ports: Iterable[Port], view: View) -> SafeString:
    drawn = format_html_join("", "{}", ((_sign(port, view),) for port in ports))
    return format_html('<svg class="over" aria-hidden="true" focusable="false">{}</svg>', drawn) if drawn else drawn


def _sign(port: Port, view: View) -> SafeString:
    x, y = project(port.lat, port.lon)
    left, top = f"{(x - view[0]) / view[2]:.2%}", f"{(y - view[1]) / view[3]:.2%}"
    dot = format_html('<circle class="port {}" cx="{}" cy="{}" r="4.2"/>', port.tone, left, top)
    if not port.name:
        return dot
    anchor, shift = ("start", AWAY) if port.side == "end" else ("end", -AWAY)
    name = '{}<text class="{}" x="{}" y="{}" dx="{}" dy="5" text-anchor="{}">{}</text>'
    return format_html(name, dot, "minor" if port.minor else "", left, top, shift, anchor, port.name)


def apart(ports: Sequence[Port], view: View = WHOLE) -> list[Port]:
    """The same ports, named so that no name stands on another, on a port or over the edge. Who comes first goes first.

    A name takes the side that is free. What has room on a wide drawing alone is minor; what has none is nameless.
    """
    sides = _sides(ports, view, DESKTOP, {at: _both(port) for at, port in enumerate(ports) if port.name})
    on_phones = _sides(ports, view, PHONE, {at: (side,) for at, side in sides.items()})
    return [
        replace(port, side=sides[at], minor=at not in on_phones) if at in sides else replace(port, name="")
        for at, port in enumerate(ports)
    ]


def _both(port: Port) -> tuple[str, str]:
    return port.side, "start" if port.side == "end" else "end"


def _sides(
    ports: Sequence[Port], view: View, size: tuple[int, int], wanted: Mapping[int, Sequence[str]]
) -> dict[int, str]:
    """The side on which each name stands that has room, of those `wanted`; one name stands once."""
    width, letter = size
    scale = width / view[2]
    flat = (project(port.lat, port.lon) for port in ports)
    spots = [((x - view[0]) * scale, (y - view[1]) * scale) for x, y in flat]
    dots = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in spots]
    sides: dict[int, str] = {}
    names: dict[str, Box] = {}
    for at, choice in wanted.items():
        name = ports[at].name
        beside = [*names.values(), *dots[:at], *dots[at + 1 :]]
        for side in choice:
            box = _box(name, spots[at], side, letter)
            inside = box[0] >= 0 and box[2] <= width
            if inside and name not in names and not any(_meet(box, other) for other in beside):
                sides[at], names[name] = side, box
    return sides


def _box(name: str, spot: Spot, side: str, letter: int) -> Box:
    """Left, top, right, bottom of a name. A Latin letter is three fifths as wide as high, one of East Asia as wide."""
    x, y = spot
    long = sum(letter if east_asian_width(sign) in "WF" else letter * 0.6 for sign in name)
    left = x + AWAY if side == "end" else x - AWAY - long
    return left, y - letter * 0.5, left + long, y + letter * 0.5


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
