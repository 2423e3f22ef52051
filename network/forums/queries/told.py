"""What a notice of the forums quotes, and whether it may still: the words stand, and its reader reads the board."""

from collections.abc import Iterable, Sequence
from typing import Final

from ground.words import markdown
from network.forums.models import Board, Listing, Mention, Post, Report
from network.members.models import Member
from network.organisations.models import Membership
from realtime.notices import Notice

QUOTED: Final = 600


def words_of_posts(notices: Sequence[Notice]) -> dict[int, str]:
    """Of notices about posts: the words of each whose post stands, is read by the reader, and is what was told."""
    posts = _standing({notice.event.told.post_id for notice in notices})
    reads = _readers((post.thread.board for post in posts.values()), {notice.recipient for notice in notices})
    named = set(Mention.objects.filter(post__in=posts).values_list("post_id", "member_id"))
    found = {}
    for notice in notices:
        post = posts.get(notice.event.told.post_id)
        if post and (post.thread.board_id, notice.recipient) in reads and _is_true(notice, post, named):
            found[notice.pk] = markdown.plain(post.html, QUOTED)
    return found


def _is_true(notice: Notice, post: Post, named: set[tuple[int, int]]) -> bool:
    if notice.kind == "forums.mention":
        return (post.pk, notice.recipient) in named
    return notice.kind != "forums.answer" or post.thread.accepted_post_id == post.pk


def _standing(keys: Iterable[int]) -> dict[int, Post]:
    posts = Post.objects.standing().filter(pk__in=keys, thread__removed_at=None).select_related("thread__board")
    return {post.pk: post for post in posts}


def _readers(boards: Iterable[Board], members: set[int]) -> set[tuple[int, int]]:
    """Board and member, where the member reads the board: one query for all open ones, one for each closed one."""
    active = set(Member.objects.filter(pk__in=members, is_active=True).values_list("pk", flat=True))
    found = set()
    for board in {board.pk: board for board in boards}.values():
        here = set(board.readers().filter(pk__in=members).values_list("pk", flat=True)) if board.is_closed else active
        found |= {(board.pk, member) for member in here}
    return found


def words_of_reports(notices: Sequence[Notice]) -> dict[int, str]:
    """Of reports that are open, to who still moderates: the words that were reported."""
    keys = {notice.event.told.report_id for notice in notices}
    reports = Report.objects.filter(pk__in=keys).open().select_related("post")
    found = {report.pk: report for report in reports}
    moderators = {(report.board_id, member) for report in reports for member in moderators_of_board(report.board_id)}
    return {
        notice.pk: report.post.excerpt
        for notice in notices
        if (report := found.get(notice.event.told.report_id)) and (report.board_id, notice.recipient) in moderators
    }


def moderators_of_board(board_id: int) -> set[int]:
    listings = Listing.objects.filter(board=board_id).exclude(moderates_since=None)
    people = set(listings.exclude(member=None).values_list("member_id", flat=True))
    staffs = Membership.objects.filter(organisation__in=listings.values("organisation_id"))
    return people | set(staffs.values_list("member_id", flat=True))
