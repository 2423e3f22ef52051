"""What waits: a report that no moderator of the board has dealt with yet."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from network.desk.kinds import MEMBER, GroupKind, NameKind, Work, WorkKind, WorkSource
from network.forums.facts import PostReported, ReportClosed, ThreadRemoved
from network.forums.models import Listing, Report, Thread

MODERATORS = "board.moderators"
GROUPS = (GroupKind(MODERATORS, lambda member_id: Listing.objects.moderated_by(member_id).values("board_id")),)
NAMES = (NameKind("thread", Thread, "title"),)
REPORTED = WorkKind(
    name="forum.reported",
    icon="flag",
    words=_("%(who)s reports a message in “%(thread)s”"),
    route="network:forum-reports",
    has_key=False,
)


def _of_report(told: PostReported | ReportClosed) -> list[int]:
    """With the others about the same post: who hides it closes them all."""
    return list(Report.objects.filter(post__reports=told.report_id).values_list("pk", flat=True))


def _of_thread(told: ThreadRemoved) -> list[int]:
    return list(Report.objects.filter(post__thread=told.thread_id).values_list("pk", flat=True))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for report in Report.objects.open().reachable().filter(pk__in=keys).select_related("post"):
        yield Work(
            kind=REPORTED,
            subject=report.pk,
            group=(MODERATORS, report.board_id),
            since=report.reported_at,
            says={"who": (MEMBER, report.member_id), "thread": ("thread", report.post.thread_id)},
        )


SOURCE = WorkSource(
    name="reports",
    kinds=(REPORTED,),
    facts={PostReported: _of_report, ReportClosed: _of_report, ThreadRemoved: _of_thread},
    truth=_truth,
    subjects=Report.objects.all,
)
