"""Reads shaped like a page."""

from network.forums.queries.boards import (
    BoardRow,
    board_groups,
    boards_after,
    followed_boards,
    level_of_board,
    moderators_of,
    report_desk,
)
from network.forums.queries.companions import ON_THE_SAME_BOARDS
from network.forums.queries.drafts import draft_for, drafts_of
from network.forums.queries.found import Hit, Hits, Search, all_found, find_posts, search
from network.forums.queries.lists import FILTERS, ThreadList, ThreadRow, live_now, pinned, questions_waiting, threads
from network.forums.queries.naming import Written, address_of, board_of, board_of_post, people_to_name, written
from network.forums.queries.pages import (
    PAGE,
    ThreadPage,
    level_of,
    notices_seen,
    number_at,
    page_of,
    posts_after,
    signs_of,
    thread_page,
)
from network.forums.queries.pieces import completed, post_piece, post_pieces
from network.forums.queries.signs import Given, counts_of, given_to, givers
from network.forums.queries.told import moderators_of_board, words_of_posts, words_of_reports

__all__ = [
    "FILTERS",
    "ON_THE_SAME_BOARDS",
    "PAGE",
    "BoardRow",
    "Given",
    "Hit",
    "Hits",
    "Search",
    "ThreadList",
    "ThreadPage",
    "ThreadRow",
    "Written",
    "address_of",
    "all_found",
    "board_groups",
    "board_of",
    "board_of_post",
    "boards_after",
    "completed",
    "counts_of",
    "draft_for",
    "drafts_of",
    "find_posts",
    "followed_boards",
    "given_to",
    "givers",
    "level_of",
    "level_of_board",
    "live_now",
    "moderators_of",
    "moderators_of_board",
    "notices_seen",
    "number_at",
    "page_of",
    "people_to_name",
    "pinned",
    "post_piece",
    "post_pieces",
    "posts_after",
    "questions_waiting",
    "report_desk",
    "search",
    "signs_of",
    "thread_page",
    "threads",
    "words_of_posts",
    "words_of_reports",
    "written",
]
