"""Small figures, drawn in SVG with attributes only. Numbers stand beside them in words."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

RADIUS = 21


def ring(share: float) -> SafeString:
    round_about = 2 * 3.14159 * RADIUS
    done = round_about * max(0.0, min(1.0, share))
    return format_html(
        '<svg class="ring" viewBox="0 0 52 52" width="52" height="52" aria-hidden="true" focusable="false">'
        '<circle cx="26" cy="26" r="{0}"/><circle cx="26" cy="26" r="{0}" stroke-dasharray="{1} {2}"/></svg>',
        RADIUS,
        round(done, 1),
        round(round_about, 1),
    )


def spark(values: Sequence[float]) -> SafeString:
    """A line of what was, its last point marked."""
    low, high = min(values), max(values)
    points = [
        (round(84 * at / max(len(values) - 1, 1), 1), round(29 - 26 * (value - low) / ((high - low) or 1), 1))
        for at, value in enumerate(values)
    ]
    return format_html(
        '<svg class="spark" viewBox="0 0 84 32" width="84" height="32" aria-hidden="true" focusable="false">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/></svg>',
        " ".join(f"{x},{y}" for x, y in points),
        *points[-1],
    )
