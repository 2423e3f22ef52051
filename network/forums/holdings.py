"""What is a member's here: what they wrote in public, what they follow, have read and reported."""

from django.utils.translation import gettext_lazy as _

from network.forums.actions.leaving import erase_words_step, unname_step
from network.forums.models import (
    Board,
    BoardFollow,
    BoardMute,
    Draft,
    Listing,
    Mention,
    Post,
    Reaction,
    ReadMark,
    Report,
    Thread,
    ThreadFollow,
)
from network.members.models import Member
from network.mydata.registry import OF_AN_OFFICE, SAID_TO_OTHERS, Holding, Holdings, Leaver, Rows, emptied, gone


def _as_chosen(_rows: Rows, leaver: Leaver) -> None:
    if leaver.posts_too:
        erase_words_step(Member.objects.get(pk=leaver.pk), now=leaver.now)


def _unnamed(rows: Rows, leaver: Leaver) -> None:
    unname_step(leaver.pk, leaver.name)
    rows.delete()


THREAD = ("thread__board__name", "thread__title", "thread_id")
OWN = Holdings(
    "forums",
    _("What you wrote and follow in the forums"),
    (
        Holding(
            Post,
            of=("author",),
            name="posts",
            label=_("posts"),
            gives=(*THREAD, "number", "body", "written_at", "edited_at", "deleted_at", "hidden_at"),
            goes=_as_chosen,
            stays=_("They stay for whoever reads on, or go: you choose which."),
        ),
        Holding(
            Thread,
            of=("author",),
            name="threads",
            label=_("threads that you began"),
            gives=("board__name", "kind", "title", "started_at"),
            stays=SAID_TO_OTHERS,
        ),
        Holding(
            Draft,
            of=("member",),
            name="drafts",
            label=_("drafts"),
            gives=("board__name", "thread_id", "post_id", "kind", "title", "body", "changed_at"),
            goes=gone,
        ),
        Holding(Reaction, of=("member",), name="reactions", gives=("post_id", "sign", "at"), goes=gone),
        Holding(
            BoardFollow,
            of=("member",),
            name="boards_followed",
            gives=("board__name", "level", "followed_at"),
            goes=gone,
        ),
        Holding(BoardMute, of=("member",), name="boards_muted", gives=("board__name", "since"), goes=gone),
        Holding(
            ThreadFollow,
            of=("member",),
            name="threads_followed",
            gives=("thread_id", "level", "since"),
            goes=gone,
        ),
        Holding(ReadMark, of=("member",), name="read", gives=("thread_id", "number", "at"), goes=gone),
        Holding(
            Report,
            of=("member",),
            name="reports",
            gives=("post_id", "reason", "words", "reported_at"),
            goes=emptied(words=""),
            stays=OF_AN_OFFICE,
        ),
        Holding(Listing, of=("member",), name="let_in", gives=("board__name", "listed_at"), goes=gone),
        Holding(Mention, of=("member",), because="somebody else's words name them", goes=_unnamed),
        Holding(Post, of=("deleted_by", "hidden_by"), because="a moderator's act", stays=OF_AN_OFFICE),
        Holding(
            Thread,
            of=("accepted_by", "locked_by", "pinned_by", "removed_by"),
            because="the acts of moderators and of who asked",
            stays=OF_AN_OFFICE,
        ),
        Holding(Report, of=("closed_by",), because="a moderator's act", stays=OF_AN_OFFICE),
        Holding(Thread, of=("last_poster",), because="it follows from the posts", stays=SAID_TO_OTHERS),
        Holding(Board, of=("last_poster",), because="it follows from the posts", stays=SAID_TO_OTHERS),
    ),
)
