import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.words.markdown import parse
from ground.words.mentions import MOST, Named, endings


def calls(text):
    return parse(text).calls


@pytest.mark.parametrize(
    "text",
    [
        *("`@Rosa`", "```\n@Rosa\n```", "    @Rosa", "> @Rosa", "> - x\n>   - @Rosa", "- > @Rosa", "[@Rosa](/x)"),
        *("a@Rosa", "a_@Rosa", "@ Rosa", "@@", "https://a.example/@Rosa", "<https://a.example/@Rosa>"),
    ],
)
def test_code_quotations_links_and_addresses_of_mail_call_nobody(text):
    assert calls(text) == []


@pytest.mark.parametrize(
    "before", ["", "Ask ", "(", "/", "“", "'", "—", "thanks—", "**", "- ", "> x\n\n", "x\n", "| a |\n|---|\n| "]
)
def test_an_at_behind_anything_but_a_letter_calls(before):
    assert [call[:4] for call in calls(f"{before}@Rosa")] == ["Rosa"]


@pytest.mark.parametrize(
    "after", ["", "'s", "’s", "—thanks", ", yes", ".", "…", ")", "/@Kim", " Flores", "!", "”", "#"]
)
def test_a_name_ends_before_what_is_no_letter(after):
    names = [way.name for way in endings(f"Rosa Quispe{after}")]
    assert "Rosa Quispe" in names
    assert names.index("Rosa Quispe") < names.index("Rosa")


def test_a_name_does_not_end_within_a_word():
    assert [way.name for way in endings("Rosas")] == ["Rosas"]
    assert [way.name for way in endings("नि‌मिषा")] == ["नि‌मिषा"]
    assert "Mu" not in [way.name for way in endings("Mu\u0308ller")]


def test_a_name_has_as_many_words_as_it_has():
    name = "Maria da Conceição de Jesus dos Santos Silva e Souza"
    assert name in [way.name for way in endings(f"{name}, obrigado")]


@pytest.mark.parametrize(
    ("call", "number"), [("Rosa#17", 17), ("Rosa#17, yes", 17), ("Rosa#17x", None), ("Rosa#", None), ("Rosa #17", None)]
)
def test_a_number_behind_the_name_says_who(call, number):
    assert next(way.number for way in endings(call) if way.name == "Rosa") == number


def test_the_name_alone_is_shown_as_a_link_in_its_place():
    page = parse("> @Rosa\n\n`@Rosa` and **@Rosa#17’s** @Kim")
    assert page.calls == ["Rosa#17’s", "Kim"]
    link = '<a href="/members/17/" class="mention" rel="nofollow noopener ugc">@Rosa</a>'
    html = page.html({0: Named(7, "Rosa", "/members/17/")})
    assert f"<code>@Rosa</code> and <strong>{link}’s</strong> @Kim" in html
    assert html.count("mention") == 1


def test_a_text_calls_no_more_than_so_many():
    assert len(calls("@Rosa " * 100)) == MOST


@given(st.text(alphabet="aZ@#1 _'’.-éन्\u200d李", max_size=60))
def test_every_ending_is_a_beginning(call):
    for way in endings(call):
        assert call.startswith(way.name)
        assert way.length >= len(way.name)
