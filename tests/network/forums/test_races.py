"""Two do the same at the same moment."""

import pytest
from django.utils import timezone

from network.forums import actions
from network.forums.models import BoardFollow
from tests.factories.forums import make_board
from tests.factories.members import make_member
from tests.races import race


@pytest.mark.django_db(transaction=True)
def test_everything_counts_as_read_once_however_often_it_is_asked():
    board, me, now = make_board(), make_member(), timezone.now()
    race(*[lambda: actions.catch_up(board, by=me, now=now)] * 4)
    assert BoardFollow.objects.get().caught_up_at == now
