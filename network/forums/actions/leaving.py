"""Somebody leaves the house: what they wrote stays or is erased, as they chose; their name goes from others' words."""

from datetime import datetime
from typing import Final

from django.utils.html import escape

from ground.words.renaming import renamed
from network.directory import actions as search
from network.forums.actions import steps
from network.forums.facts import PostDeleted, ThreadRetitled
from network.forums.models import Mention, Post, PostVersion, Thread
from network.members.models import FORMER, Member

NO_TITLE: Final = "…"


def erase_words_step(member: Member, *, now: datetime) -> None:
    """As if they had deleted each of their posts: number and place stay. What a moderator has hidden goes too."""
    for post in Post.objects.filter(author=member).select_related("thread__stream", "thread__board").order_by("pk"):
        post.deleted_at, post.deleted_by, post.body, post.html = post.deleted_at or now, member, "", ""
        post.save(update_fields=["deleted_at", "deleted_by", "body", "html"])
        post.versions.all().delete()
        post.mentions.all().delete()
        steps.take_back_answer(post)
        steps.tell(post.thread, PostDeleted(thread_id=post.thread_id, post_id=post.pk), member, now)
    for thread in Thread.objects.filter(author=member).select_related("stream", "board").order_by("pk"):
        thread.title = NO_TITLE
        thread.save(update_fields=["title"])
        steps.tell(thread, ThreadRetitled(thread_id=thread.pk), member, now)


def unname_step(member_id: int, name: str) -> None:
    """Where others have called them by name, nobody is called."""
    named = Mention.objects.filter(member_id=member_id).select_related("post").order_by("pk")
    for mention in named.iterator(chunk_size=500):
        calls = {f"@{mention.name}#{member_id}", f"@{mention.name}", f"@{name}#{member_id}", f"@{name}"}
        rows: list[Post | PostVersion] = [mention.post, *PostVersion.objects.filter(post=mention.post_id)]
        for row in rows:
            for call in sorted(calls, key=len, reverse=True):
                row.body = renamed(row.body, call, FORMER)
            for called in (name, mention.name):
                row.html = renamed(row.html, escape(f"@{called}"), FORMER)
            row.save(update_fields=["body", "html"])
        search.put(mention.post)
