"""Keeps the search index of posts, outside the transaction of the write."""

from network.directory import actions as directory
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
from realtime.jobs.handlers import on
from realtime.streams import Event


@on(ThreadStarted, Replied, PostEdited, PostDeleted, PostHidden, PostRestored)
def index_post(event: Event) -> None:
    post = Post.objects.select_related("thread").get(pk=event.told.post_id)
    directory.put(post)


@on(ThreadRetitled, ThreadRemoved)
def index_thread(event: Event) -> None:
    first = Post.objects.select_related("thread").get(thread=event.told.thread_id, number=1)
    directory.put(first)
