"""Papers: any text is set and found again, none is read as markup, and the same data give the same bytes."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ground.typeset.pdf import pdf
from tests.sizes import FULL

NOW = datetime(2026, 5, 4, 12, 0, 0, 250_000, tzinfo=UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: json(bytes(sys.inputs.fonts)), lang: "en")
#set page(paper: "a4")
#title()
#table(columns: 1, table.header(strong(data.words)), data.words)
#data.unspelt
#pdf.attach("source.json", bytes(sys.inputs.source), relationship: "source", mime-type: "application/json",
  description: "source")
"""
MARKUP = st.sampled_from([*"#$*_`<>@=-+/\\~'\"[]{}()&|^%;:,.!?", "#let x", "//", "/*", "```", "#{", "\\u{41}", "<a>"])
PLAIN = st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["C"])


@pytest.fixture(scope="module")
def set_text(tmp_path_factory):
    template = tmp_path_factory.mktemp("typeset") / "words.typ"
    template.write_text(TEMPLATE)

    def set_text(words, at=NOW):
        exact = {"source": json.dumps(words, ensure_ascii=False)}
        return pdf(template, {"title": "Words", "words": words}, exact=exact, at=at, unspelt="Some are missing.")

    return set_text


def text_of(content):
    """What is read on the pages, without what may stand between letters."""
    pages = PdfReader(BytesIO(content)).pages
    return re.sub(r"[\s\u00ad\u200b]", "", "".join(page.extract_text() for page in pages))


@given(st.lists(MARKUP | PLAIN, min_size=1, max_size=60).map("".join))
@example('#import "x.typ": *')
@example("#sys.inputs \\ #panic() *b* _i_ $x^2$ = h - l + e @ref <label> // c /* c */ `raw` https://kontor.example")
@settings(max_examples=100 if FULL else 12, deadline=None)
def test_what_looks_like_markup_is_read_as_it_was_written(set_text, words):
    assert re.sub(r"[\s\u00ad]", "", words) in text_of(set_text(words))


@given(st.text(max_size=80))
@example("\ue000 \uffff \u202e \x00 \U0001f468\u200d\U0001f469 क्‍ष a\u0301\u0301 李\u0301 \u0301")
@settings(max_examples=300 if FULL else 25, deadline=None)
def test_any_text_is_set_without_a_box_and_attached_as_it_is(set_text, words):
    """A letter without a glyph would be an error: PDF/A forbids it, and Typst looks."""
    reader = PdfReader(BytesIO(set_text(words)))
    assert json.loads(reader.attachments["source.json"][0]) == words


@pytest.mark.parametrize("name", ["Пётр Ильич", "李小龙", "김철수", "שלום", "Ἀθῆναι", "Nguyễn Văn An", "გიორგი"])
def test_names_of_other_scripts_are_found_again(set_text, name):
    assert name.replace(" ", "") in text_of(set_text(name))


def test_a_missing_letter_is_owned_up_to(set_text):
    assert "Somearemissing." in text_of(set_text("ᏣᎳᎩ"))
    assert "Somearemissing." not in text_of(set_text("Cherokee"))


def test_the_same_data_and_moment_are_the_same_bytes(set_text):
    assert set_text("李 and Ada") == set_text("李 and Ada")
    assert set_text("Ada") != set_text("Ada", at=NOW + timedelta(seconds=1))


def test_it_is_tagged_and_says_its_title_and_language(set_text):
    root = PdfReader(BytesIO(set_text("Ada"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and "/StructTreeRoot" in root
    told = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in told and "<pdfaid:part>3<" in told and ">Words<" in told
