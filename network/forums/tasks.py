"""Keeps the search index of posts, outside the transaction of the write."""

from network.directory import index
from network.forums.facts import (
    PostDeleted,
    PostEdited,
    PostHidden,
    PostRestored,
    Replied,
    ThreadRemoved,
    ThreadRetitled,
    ThreadStarted,
)
from network.forums.models import Post
from realtime.reactions import on
from realtime.streams import Event


@on(ThreadStarted, Replied, PostEdited, PostDeleted, PostHidden, PostRestored)
def index_post(event: Event) -> None:
    post = Post.objects.select_related("thread").get(pk=event.told.post_id)
    index.put(post)


@on(ThreadRetitled, ThreadRemoved)
def index_thread(event: Event) -> None:
    first = Post.objects.select_related("thread").get(thread=event.told.thread_id, number=1)
    index.put(first)
