from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables import statements
from ground.web import idempotency
from ground.words import markdown
from network.forums import queries, rules
from network.forums.actions import drafts, steps
from network.forums.facts import PostDeleted, PostEdited, ReactionChanged, Replied
from network.forums.models import Post, PostVersion, Reaction, Thread
from network.members.models import Member
from realtime.streams import publish

DOUBLE_CLICK: Final = timedelta(seconds=1)


def reply(
    thread_id: int,
    *,
    by: Member,
    body: str,
    quoted_id: int | None = None,
    key: str = "",
    draft: int | None = None,
    now: datetime,
) -> Post:
    """Add a post, which is given with what stands beside it. The same key gives the same post. `draft` is the version
    of the draft that is sent by this: it is none any more.

    Raises PermissionDenied, ValidationError, idempotency.KeyReused.
    """
    words = queries.written(body, lambda: queries.board_of(thread_id))
    return _reply(thread_id, by=by, words=words, quoted_id=quoted_id, key=key, draft=draft, now=now)


@transaction.atomic
def _reply(
    thread_id: int,
    *,
    by: Member,
    words: queries.Written,
    quoted_id: int | None,
    key: str,
    draft: int | None,
    now: datetime,
) -> Post:
    body, content = words.body, ("reply", thread_id, quoted_id, words.body)
    place = steps.locked_place(thread_id, for_member=by, key=key, content=content)
    thread = place.thread
    rules.must(rules.may_write(by, thread.board))
    if earlier := place.earlier():
        return Post.objects.beside().get(pk=earlier)
    thread.must_be_open()
    steps.must_say_something(body)
    steps.must_name_clearly(words)
    quoted = _quoted(thread, quoted_id) if quoted_id else None
    with statements.trip():
        post = steps.say(thread, by=by, words=words, quoted=quoted, key=place.post_key, now=now)
        idempotency.keep(by.pk, key, *content, result=post.pk)
        drafts.forget_reply(thread, by, draft, key)
        happened = Replied(thread_id=thread.pk, post_id=post.pk, number=post.number)
        steps.tell(thread, happened, by, now, place.event_keys)
    return post


def _quoted(thread: Thread, post_id: int) -> Post | None:
    """The post that is quoted, where it stands in the same thread."""
    return thread.posts.standing().select_related("author").filter(pk=post_id).first()


def edit(post_id: int, *, by: Member, body: str, version: int, now: datetime) -> Post:
    """Change one's own words; what they were stays to be read. `version` is the one that was being edited."""
    words = queries.written(body, lambda: queries.board_of_post(post_id))
    return _edit(post_id, by=by, words=words, version=version, now=now)


@transaction.atomic
def _edit(post_id: int, *, by: Member, words: queries.Written, version: int, now: datetime) -> Post:
    post, body = steps.locked_post(post_id, for_member=by), words.body
    rules.must(rules.may_edit(by, post))
    if post.body == body:
        drafts.forget_edit(post)
        return post
    post.thread.must_be_open()
    steps.must_say_something(body)
    steps.must_name_clearly(words)
    if post.version != version:
        stale = _("You changed this message elsewhere meanwhile. Look at it as it is now, then save again.")
        raise ValidationError(stale, code="stale")
    _keep_version(post)
    post.body, post.edited_at, post.version = body, now, post.version + 1
    post.html, post.html_version = words.html, markdown.VERSION
    post.save(update_fields=["body", "html", "html_version", "edited_at", "version"])
    steps.keep_mentions(post, words.people)
    drafts.forget_edit(post)
    happened = PostEdited(thread_id=post.thread_id, post_id=post.pk, version=post.version)
    publish(happened, to=post.thread.stream, by=by.pk, at=now)
    return post


def _keep_version(post: Post) -> None:
    said = {"number": post.version, "body": post.body, "html": post.html}
    PostVersion.objects.create(post=post, written_at=post.edited_at or post.written_at, **said)


@transaction.atomic
def delete(post_id: int, *, by: Member, now: datetime) -> Post:
    """Erase one's own words with their history. Number and place stay, as a tombstone."""
    post = steps.locked_post(post_id, for_member=by)
    if post.deleted_at and post.author_id == by.pk:
        return post
    rules.must(rules.may_delete(by, post))
    post.deleted_at, post.deleted_by, post.body, post.html = now, by, "", ""
    post.save(update_fields=["deleted_at", "deleted_by", "body", "html"])
    post.versions.all().delete()
    post.mentions.all().delete()
    drafts.forget_edit(post)
    steps.take_back_answer(post)
    steps.tell(post.thread, PostDeleted(thread_id=post.thread_id, post_id=post.pk), by, now)
    return post


@transaction.atomic
def react(post_id: int, *, by: Member, sign: str, given: bool | None = None, now: datetime) -> Post:
    """Give or take back a sign. `given` says which; None turns it round, but for a second click of the same finger."""
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_write(by, post.thread.board))
    if not post.stands:
        raise ValidationError(_("This message is no longer here."), code="gone")
    if sign not in Reaction.Sign.values:
        raise ValidationError(_("There is no such sign."), code="unknown")
    before = Reaction.objects.filter(post=post, member=by, sign=sign).first()
    wanted = (before is None or now - before.at < DOUBLE_CLICK) if given is None else given
    if wanted == (before is not None):
        return post
    if before:
        before.delete()
    else:
        Reaction.objects.create(post=post, member=by, sign=sign, at=now)
    publish(ReactionChanged(post_id=post.pk, sign=sign, given=wanted), to=post.thread.stream, by=by.pk, at=now)
    return post
