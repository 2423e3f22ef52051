"""What happens in the forums, as the feed and notices tell it. A post that cannot be read any more is told nowhere."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ground.words.markdown import plain
from ground.words.said import said
from network.forums.facts import AnswerAccepted, PostEdited, PostReported, Replied, ThreadStarted
from network.forums.models import Post
from network.members.tellings import face
from realtime.tellings import Scene, by_field, tells
from realtime.tellings.scenes import Row, parsed

REPLY: Final = "forums.reply"
MENTION: Final = "forums.mention"
ANSWER: Final = "forums.answer"
STARTED: Final = "forums.started"
REPORT: Final = "forums.report"


def _of_post(row: Row) -> Row:
    return {
        "who": row["author_name"],
        "face": face(row, "author_"),
        "board": said(row["board"], parsed(row["translations"])),
        "url": reverse("network:post", args=[row["pk"]]),
        "quote": plain(row["html"]),
    }


POST: Final = Scene(
    of=by_field("post_id"),
    rows=lambda: Post.objects.standing().filter(thread__removed_at=None),
    key="pk",
    fields={
        "pk": "pk",
        "html": "html",
        "thread": "thread__title",
        "board": "thread__board__name",
        "translations": "thread__board__translations",
        "author_pk": "author_id",
        "author_name": "author__name",
        "author_photo": "author__photo",
    },
    shaped=_of_post,
)

_STARTED = _("%(who)s started “%(thread)s” on %(board)s")
_REPLIED = _("%(who)s replied in “%(thread)s”")
_MENTIONED = _("%(who)s mentioned you in “%(thread)s”")

tells(
    ThreadStarted,
    away=_STARTED,
    to={STARTED: _STARTED, MENTION: _MENTIONED},
    icon="messages-square",
    place=POST,
    face=True,
)
tells(Replied, away=_REPLIED, to={REPLY: _REPLIED, MENTION: _MENTIONED}, icon="reply", place=POST, face=True)
tells(PostEdited, to={MENTION: _MENTIONED}, icon="pencil")
tells(
    AnswerAccepted,
    away=_("%(who)s has the accepted answer to “%(thread)s”"),
    to={ANSWER: _("%(who)s accepted your answer to “%(thread)s”")},
    icon="circle-check",
    place=POST,
    face=True,
)
tells(PostReported, to={REPORT: _("A message in “%(thread)s” is reported: please look at it")}, icon="flag")
