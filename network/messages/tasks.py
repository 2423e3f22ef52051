"""Keeps the search index of what is said in conversations, outside the transaction of the write."""

from network.directory import index
from network.messages.facts import Said, Unsaid
from network.messages.models import Line
from realtime.reactions import on
from realtime.streams import Event


@on(Said, Unsaid)
def index_line(event: Event) -> None:
    index.put(Line.objects.get(pk=event.told.line_id))
