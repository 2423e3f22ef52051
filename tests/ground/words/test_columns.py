"""Lists stand in one order everywhere, the same on both databases."""

import random
import re
from pathlib import Path

import pytest
from django.utils import timezone

from ground.words.columns import name_key
from network.forums import actions
from network.forums.models import Board
from network.members.models import Member
from tests.factories.forums import make_board
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

ORDER = [
    *("3M", "Ada", "Ångström", "Ärzte", "Azul", "Chloé", "Éclair", "Eden", "Édith", "Étoile", "Moller", "Møller"),
    *("Œuvre", "ostrich", "ß-Werk", "Šimić", "ugo", "Yves", "Zoë", "zulu", "Ωmega", "Яна", "محمد", "上海"),
]


def test_names_are_ordered_by_their_folded_letters():
    assert sorted(random.sample(ORDER, len(ORDER)), key=lambda name: (name_key(name), ORDER.index(name))) == [
        *("3M", "Ada", "Ångström", "Ärzte", "Azul", "Chloé", "Éclair", "Eden", "Édith", "Étoile", "Moller", "Møller"),
        *("Œuvre", "ostrich", "Šimić", "ß-Werk", "ugo", "Yves", "Zoë", "zulu", "Ωmega", "Яна", "محمد", "上海"),
    ]


@pytest.mark.django_db
def test_a_database_orders_names_as_we_do():
    names = [name for name in ORDER if name != "Ωmega"]
    for name in random.sample(names, len(names)):
        make_member(name=name)
        make_organisation(name=name)
    wanted = sorted(map(name_key, names))
    assert list(Member.objects.order_by("folded_name", "pk").values_list("folded_name", flat=True)) == wanted
    assert [name_key(one.name) for one in Member.objects.order_by("folded_name")] == wanted


@pytest.mark.django_db
def test_a_name_that_is_changed_takes_its_place():
    member = make_member(name="Zoë")
    member.name = "Édith"
    member.save()
    member.refresh_from_db()
    assert member.folded_name == "edith"
    board, staff = make_board(), make_member(is_staff=True)
    actions.change_board(board.pk, by=staff, name="Élan", now=timezone.now())
    assert Board.objects.get(pk=board.pk).folded_name == "elan"


def test_no_list_is_ordered_by_the_bare_name():
    bare = re.compile(r"""order_by\([^)]*["']-?(?:\w+__)?name["']""")
    areas = [
        path for area in ("network", "events", "landings", "config", "realtime") for path in Path(area).rglob("*.py")
    ]
    assert [str(path) for path in areas if "migrations" not in path.parts and bare.search(path.read_text())] == []
