"""What a page says to follow a stream: `{% load live %}`."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from realtime.notices import trays
from realtime.streams import Stream

register = template.Library()


@register.simple_tag
def live(stream: Stream) -> SafeString:
    """`<section id="talk" {% live thread.stream %}>`: the attributes of a region that follows a stream.

    The number is the stream's as it was loaded. Load the stream before what the region shows, so that what happens
    in between comes once more rather than never.
    """
    return format_html('data-stream="{}" data-epoch="{}" data-after="{}"', stream.name, stream.epoch, stream.last_seq)


@register.simple_tag(takes_context=True)
def live_tray(context: Context, member: int) -> SafeString:
    """`<p id="live" {% live_tray user.pk %}>`: follow the member's own notices."""
    return live(trays.shown(context.get("request"), member).stream)
