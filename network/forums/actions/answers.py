from datetime import datetime

from django.db import transaction

from network.forums import rules
from network.forums.actions import steps
from network.forums.facts import AnswerAccepted, AnswerWithdrawn
from network.forums.models import Post
from network.members.models import Member


@transaction.atomic
def accept(post_id: int, *, by: Member, now: datetime) -> Post:
    """Say that this reply answers the question, instead of any other."""
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_accept(by, post))
    thread = post.thread
    if thread.accepted_post_id == post.pk:
        return post
    happened = AnswerAccepted(thread_id=thread.pk, post_id=post.pk, before_id=thread.accepted_post_id)
    thread.accepted_post, thread.accepted_at, thread.accepted_by = post, now, by
    thread.save(update_fields=["accepted_post", "accepted_at", "accepted_by"])
    steps.tell(thread, happened, by, now)
    return post


@transaction.atomic
def withdraw_answer(post_id: int, *, by: Member, now: datetime) -> Post:
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_accept(by, post))
    if post.thread.accepted_post_id != post.pk:
        return post
    steps.take_back_answer(post)
    happened = AnswerWithdrawn(thread_id=post.thread_id, post_id=post.pk)
    steps.tell(post.thread, happened, by, now)
    return post
