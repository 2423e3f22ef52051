"""Who reads the same boards: a reason to suggest somebody."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.connections.registry import Candidate, SuggestionSource
from network.forums.models import Board, BoardFollow
from network.members.models import Member
from network.reasons.rules import Figures

BOARDS: Final = 12
PEOPLE: Final = 200
FULL: Final = 3
"""So many boards in common are as good as more."""


def _on_the_same_boards(me: Member) -> Iterator[Candidate]:
    """Of those boards that the member follows, the newest; of their followers, the newest. Who is on a board that is
    closed is told to nobody.
    """
    open_ones = Board.objects.visible_to(me).exclude(audience=Board.Audience.CLOSED)
    mine = open_ones.filter(follows__member=me).order_by("-follows__pk")[:BOARDS]
    names = {board.pk: board.said_name for board in mine}
    follows = BoardFollow.objects.filter(board__in=list(names)).exclude(member=me).order_by("-pk")
    shared: dict[int, list[int]] = defaultdict(list)
    for member_id, board in follows.values_list("member_id", "board_id")[:PEOPLE]:
        shared[member_id].append(board)
    for member_id, boards in shared.items():
        yield member_id, min(1.0, len(boards) / FULL), {"board": names[boards[0]]}


def _why(figures: Figures) -> str:
    return _("You both follow the board %(board)s") % figures


ON_THE_SAME_BOARDS: Final = SuggestionSource(
    name="board", label=gettext_lazy("Boards"), weight=10, find=_on_the_same_boards, why=_why
)
