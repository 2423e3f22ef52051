import pytest

from network.forums.queries import people_to_name, written
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def named_in(body, board):
    return {name: pk for pk, name in written(body, lambda: board).people.items()}


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


@pytest.mark.parametrize("body", ["`@Rosa Quispe`", "```\n@Rosa Quispe\n```", "> @Rosa Quispe\n\nNo."])
def test_code_and_quotations_name_nobody(body):
    make_member(name="Rosa Quispe")
    assert named_in(body, make_board()) == {}


@pytest.mark.parametrize("body", ["@{}'s", "@{}’s", "@{}—thanks", "/@{}/@Kim", "“@{}”", "@{}…"])
@pytest.mark.parametrize(
    "name", ["Rosa Quispe", "Ana Maria de la Cruz Flores Quispe Mamani", "Zoë O’Brien-Ng", "李小龍"]
)
def test_a_name_of_any_kind_is_found_before_anything_that_is_no_letter(body, name):
    member = make_member(name=name)
    assert named_in(body.format(name), make_board()) == {name: member.pk}


def test_of_two_with_one_name_the_number_says_which():
    make_member(name="Rosa Quispe")
    second = make_member(name="Rosa Quispe")
    said = written(f"@Rosa Quispe#{second.pk}!", make_board)
    assert said.people == {second.pk: "Rosa Quispe"}
    assert f'<a href="/members/{second.pk}/" class="mention" rel="nofollow noopener ugc">@Rosa Quispe</a>!' in said.html


def test_a_name_that_fits_two_names_neither_and_says_what_to_write():
    first = make_member(name="Rosa Quispe", headline="Tide models")
    second = make_member(name="Rosa Quispe", headline="")
    said = written("@Rosa Quispe", make_board)
    assert (said.people, said.unclear) == (
        {},
        (f"@Rosa Quispe#{first.pk} (Tide models)", f"@Rosa Quispe#{second.pk}"),
    )


def test_a_number_that_is_another_s_names_nobody():
    make_member(name="Rosa Quispe")
    other = make_member(name="Kim Lee")
    assert named_in(f"@Rosa Quispe#{other.pk}", make_board()) == {}


def test_a_text_without_a_name_asks_for_no_board():
    assert written("Hello `@Rosa`", lambda: pytest.fail("nobody is called")).people == {}


def test_only_readers_of_the_board_are_named_and_offered():
    rosa, hidden = make_member(name="Rosa Quispe"), make_member(name="Rosa Hidden")
    board = make_board("closed", listed=[rosa])
    assert named_in("@Rosa Quispe and @Rosa Hidden", board) == {"Rosa Quispe": rosa.pk}
    assert [person["name"] for person in people_to_name(board, "rosa")] == ["Rosa Quispe"]
    assert hidden.pk not in named_in("@Rosa Hidden", board).values()


def test_the_picker_inserts_what_means_one_person_for_ever():
    one, two = make_member(name="Kim Lee"), make_member(name="Kim Lee")
    offered = people_to_name(make_board(), "kim")
    assert [person["insert"] for person in offered] == [f"Kim Lee#{one.pk}", f"Kim Lee#{two.pk}"]


def test_the_picker_puts_the_thread_s_people_first():
    make_member(name="Ann Aaron")
    thread = make_thread(by=make_member(name="Ann Zander"))
    assert [person["name"] for person in people_to_name(thread.board, "ann", thread.pk)] == ["Ann Zander", "Ann Aaron"]
    assert [person["name"] for person in people_to_name(thread.board, "ann")] == ["Ann Aaron", "Ann Zander"]


@pytest.mark.parametrize("typed", ["zoe", "ZOË", "muller", "Zoë Mü", "zoe muller"])
def test_the_picker_finds_accents_that_were_not_typed(typed):
    make_member(name="Zoë Müller")
    assert [person["name"] for person in people_to_name(make_board(), typed)] == ["Zoë Müller"]


def test_a_name_typed_without_its_accents_is_meant_unless_another_is_written_so():
    zoe = make_member(name="Zoë Müller")
    assert named_in("@zoe muller!", make_board()) == {"Zoë Müller": zoe.pk}
    plain = make_member(name="Zoe Muller")
    assert named_in("@Zoe Muller!", make_board("public")) == {"Zoe Muller": plain.pk}
    assert len(written("@zoe muller", make_board).unclear) == 2
