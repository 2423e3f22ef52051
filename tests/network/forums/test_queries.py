import pytest

from network.forums.queries import named_in, people_to_name
from tests.factories.forums import make_board
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    ["Ask @Rosa Quispe", "@Rosa Quispe, please", "(@Rosa Quispe)", "x\n@Rosa Quispe knows it", "**@Rosa Quispe**"],
)
def test_a_name_is_found(body):
    rosa = make_member(name="Rosa Quispe")
    assert named_in(body, make_board()) == {"Rosa Quispe": rosa.pk}


def test_the_longest_name_is_meant():
    make_member(name="Rosa")
    rosa = make_member(name="Rosa Quispe")
    assert named_in("@Rosa Quispe Flores", make_board()) == {"Rosa Quispe": rosa.pk}


@pytest.mark.parametrize("body", ["rosa@Quispe.example", "Rosa Quispe", "@ Rosa Quispe", "@nobody"])
def test_what_is_no_mention(body):
    make_member(name="Rosa Quispe")
    make_member(name="Quispe")
    assert named_in(body, make_board()) == {}


def test_of_two_with_one_name_the_number_says_which():
    make_member(name="Rosa Quispe")
    second = make_member(name="Rosa Quispe")
    assert named_in("@Rosa Quispe", make_board()) == {}
    assert named_in(f"@Rosa Quispe#{second.pk}!", make_board()) == {f"Rosa Quispe#{second.pk}": second.pk}


def test_only_readers_of_the_board_are_named_and_offered():
    rosa, hidden = make_member(name="Rosa Quispe"), make_member(name="Rosa Hidden")
    board = make_board("closed", listed=[rosa])
    assert named_in("@Rosa Quispe and @Rosa Hidden", board) == {"Rosa Quispe": rosa.pk}
    assert [person["name"] for person in people_to_name(board, "rosa")] == ["Rosa Quispe"]
    assert hidden.pk not in named_in("@Rosa Hidden", board).values()


def test_the_picker_inserts_a_number_where_names_are_double():
    one, two = make_member(name="Kim Lee"), make_member(name="Kim Lee")
    offered = people_to_name(make_board(), "kim")
    assert [person["insert"] for person in offered] == [f"Kim Lee#{one.pk}", f"Kim Lee#{two.pk}"]
