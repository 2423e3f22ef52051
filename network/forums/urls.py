"""The doors of forums."""

from network.forums.views import boards, found, moderation, posts, threads
from realtime.access import GET_POST, OWN, POST, everyone, members, only, route

mine = only(member=OWN)

urlpatterns = [
    route("forums/", boards.boards, name="forums", who=everyone()),
    route("forums/threads/", boards.threads, name="threads", who=everyone()),
    route("forums/search/", found.search, name="forum-search", who=everyone()),
    route("forums/preview/", posts.preview, name="forum-preview", who=members(), methods=POST),
    route("forums/reports/", moderation.reports, name="forum-reports", who=members()),
    route("forums/reports/<int:report_id>/uphold/", moderation.uphold, name="report-uphold", who=mine, methods=POST),
    route("forums/reports/<int:report_id>/dismiss/", moderation.dismiss, name="report-dismiss", who=mine, methods=POST),
    route("forums/boards/<slug:board_slug>/", boards.board, name="board", who=everyone()),
    route("forums/boards/<slug:board_slug>/start/", boards.start, name="start", who=members(), methods=GET_POST),
    route("forums/boards/<slug:board_slug>/follow/", boards.follow, name="follow", who=members(), methods=POST),
    route("forums/boards/<slug:board_slug>/unfollow/", boards.unfollow, name="unfollow", who=members(), methods=POST),
    route("forums/boards/<slug:board_slug>/caught-up/", boards.catch_up, name="catch-up", who=members(), methods=POST),
    route("forums/boards/<slug:board_slug>/people/", boards.people, name="board-people", who=members()),
    route("forums/threads/<int:thread_id>/", threads.thread, name="thread", who=everyone()),
    route("forums/threads/<int:thread_id>/reply/", threads.reply, name="reply", who=members(), methods=POST),
    route("forums/threads/<int:thread_id>/new/", threads.first_unread, name="first-unread", who=members()),
    route("forums/threads/<int:thread_id>/read/", threads.read, name="read", who=members(), methods=POST),
    route("forums/threads/<int:thread_id>/composer/", threads.composer, name="composer", who=everyone()),
    route("forums/threads/<int:thread_id>/level/", threads.level, name="level", who=members(), methods=POST),
    route("forums/threads/<int:thread_id>/title/", threads.retitle, name="retitle", who=mine, methods=GET_POST),
    route("forums/threads/<int:thread_id>/lock/", threads.lock, name="lock", who=mine, methods=POST),
    route("forums/threads/<int:thread_id>/unlock/", threads.unlock, name="unlock", who=mine, methods=POST),
    route("forums/threads/<int:thread_id>/pin/", threads.pin, name="pin", who=mine, methods=POST),
    route("forums/threads/<int:thread_id>/unpin/", threads.unpin, name="unpin", who=mine, methods=POST),
    route("forums/threads/<int:thread_id>/remove/", threads.remove, name="remove", who=mine, methods=POST),
    route("forums/posts/<int:post_id>/", posts.post, name="post", who=everyone()),
    route("forums/posts/<int:post_id>/more/", posts.menu, name="post-menu", who=members()),
    route("forums/posts/<int:post_id>/history/", posts.history, name="post-history", who=everyone()),
    route("forums/posts/<int:post_id>/sign/", posts.react, name="react", who=members(), methods=GET_POST),
    route("forums/posts/<int:post_id>/report/", posts.report, name="post-report", who=members(), methods=GET_POST),
    route("forums/posts/<int:post_id>/edit/", posts.edit, name="post-edit", who=mine, methods=GET_POST),
    route("forums/posts/<int:post_id>/delete/", posts.delete, name="post-delete", who=mine, methods=POST),
    route("forums/posts/<int:post_id>/accept/", posts.accept, name="accept", who=mine, methods=POST),
    route("forums/posts/<int:post_id>/not-accept/", posts.withdraw_answer, name="not-accept", who=mine, methods=POST),
    route("forums/posts/<int:post_id>/hide/", posts.hide, name="post-hide", who=mine, methods=POST),
    route("forums/posts/<int:post_id>/restore/", posts.restore, name="post-restore", who=mine, methods=POST),
]
