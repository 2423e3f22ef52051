"""The worst text costs at most 20 times an ordinary one of its length, and makes at most 200 kB of HTML."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ground.words import bounds
from ground.words.markdown import LONGEST, parse, render

WORDS = (
    "We ship tide models to small ports; the harbour master in Nairobi asked for **two** weeks, *not* one. "
    "See https://a.example/x for `more`.\n"
)
PIECES = [
    *("[", "![", "[[", "]", "](", "[]( ", "[a](b)", "[](a)", "[a]", "[a][", "[a]: b\n", "[a]: b 'c", "[a\n"),
    *("*a ", "*a", "**a", "*a* ", "*_a_*", "***a***", "*a**b", "a_", "_", "~~a", "~~a~~", "~", "*", "**"),
    *(
        "`",
        "`a",
        "``` ",
        "`a` ",
        "```\n",
        "~~~\n",
        "> ",
        "> a\n",
        ">\n\n",
        ">>>> ",
        "> \n- \n",
        "- ",
        "- a\n",
        "-\n*\n",
    ),
    *(
        "- - - a\n",
        " - a\n",
        "1. a\n",
        "0. ",
        "* a\n\n  b\n",
        "1. a\n\n   > b\n",
        "a\n\n",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
    ),
    *(
        "|a",
        "|",
        "a|b\n",
        "-|-\n",
        "|-|\n",
        "|a|b|\n|-|-|\n|c|d|\n\n",
        "a|\n-|\n\n",
        "a\n=\n",
        "a\n-\n",
        "***\n",
        "# a\n",
    ),
    *("<", "<a", "<!--", "<?", "<http://a>", "http://a ", "http://a", "http://a/[", "http://a/(", "http://a)", "http:"),
    *("http://a@", "https://a-", "://", "mailto:a@b ", "&", "&amp;", "&#x1", '"', "a@", "@a ", "@Ada#1 ", "\\", "\t"),
    *("\u200b", "上", "’", "😀", "é", "a", "word ", WORDS),
]


def of_length(piece, length=LONGEST):
    return (piece * (length // len(piece) + 1))[:length]


ORDINARY = of_length(WORDS * 3 + "\n- one point\n- another *point*\n\n")
WORST = {
    "table": ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + "a\n" * 9800)[:19990],
    "wide table": ("|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "a\n" * 6000)[:LONGEST],
    "closing brackets": "http://a" + ")" * 19000,
    "open brackets": "[" * LONGEST,
    "emphasis": "*a" * 10000,
    "one address many times": "[a]: /" + "b" * 9000 + "\n\n" + "[a]" * 3600,
    "many addresses": "\n".join(f"[{i}]: /{i}" for i in range(2500))[:LONGEST],
    "brackets within": "[" * 10000 + "]" * 10000,
    "links within": "[" * 4000 + "a" + "](b)" * 4000,
    "backticks": "".join("`" * i + "a" for i in range(1, 200))[:LONGEST],
    "both ways": ("*a _b " * 2000 + "*a_ " * 2000)[:LONGEST],
    "lists within": ("- " * 5000 + "a\n" + "a\n" * 5000)[:LONGEST],
    "lazy quotation": ("> " * 12 + "a\n" + "a\n" * 9000)[:LONGEST],
    "lazy lists": ("- " * 6 + "a\n" + "a\n" * 2400)[:LONGEST],
    "stairs": "".join(" " * (2 * (i % 40)) + "- a\n" for i in range(450))[:LONGEST],
    **{f"{piece!r} again and again": of_length(piece) for piece in PIECES},
    **{f"{piece!r} in many lines": of_length(piece.strip("\n") + "a" * (8 - len(piece)) + "\n") for piece in PIECES},
    **{f"{piece!r} in paragraphs": of_length(piece * 30 + "\n\n" + WORDS) for piece in PIECES},
}


def seconds(text):
    """In time of the processor."""
    begun = time.process_time()
    render(text)
    return time.process_time() - begun


def is_bearable(text):
    """Of three tries one: what else the machine does adds to a try, and takes nothing away."""
    return any(seconds(text) <= 20 * seconds(ORDINARY) for _turn in range(3))


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_the_worst_costs_little_more_than_an_ordinary_text(text):
    assert len(render(text).encode()) <= bounds.BYTES
    assert is_bearable(text)


@settings(max_examples=60, deadline=None)
@given(
    before=st.text(alphabet="->*1. \t", max_size=12),
    unit=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    middle=st.sampled_from(["", "a", "\n", "](b)", "`", "**"]),
)
def test_whatever_is_repeated_costs_little_more_than_an_ordinary_text(before, unit, middle):
    text = (before + of_length(unit, LONGEST // 2) + middle + of_length(unit))[:LONGEST]
    assert len(render(text).encode()) <= bounds.BYTES
    assert is_bearable(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_word_that_was_typed_is_lost(text):
    shown = render(f"{text}\n\nZanzibar")
    assert shown.count("Zanzibar") == 1


@pytest.mark.parametrize(
    "text",
    ["- a\n" * (bounds.OPENERS + 1), "a\n" * (bounds.LINES + 1), "a" * (LONGEST + 1)],
    ids=["lists", "lines", "length"],
)
def test_what_goes_over_is_shown_as_it_was_typed(text):
    assert parse(text).tokens is None
    assert render(text).count("a") - 1 == text.count("a")  # one in the paragraph's `auto`
    assert "<li" not in render(text)


def test_the_rows_that_a_table_has_no_room_for_are_text():
    html = render("a|b\n-|-\n" + "c|d\n" * 600)
    assert html.count("<td>c</td>") == bounds.CELLS // 2 - 2
    assert html.count("c|d") == 600 - (bounds.CELLS // 2 - 2)


def test_a_paragraph_with_too_many_marks_keeps_them_and_the_next_has_its_own():
    html = render("*a* " * 600 + "\n\n**b**")
    assert html.count("*a*") == 600
    assert "<strong>b</strong>" in html
