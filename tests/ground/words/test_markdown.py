import pytest

from ground.words.markdown import is_blank, plain, render


def inside(html):
    return html.removeprefix('<p dir="auto">').removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**yes** and *no*", "<strong>yes</strong> and <em>no</em>"),
        ("~~old~~ `code`", "<s>old</s> <code>code</code>"),
        ("one\ntwo", "one<br>\ntwo"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<img src=x onerror="alert(1)">', '&lt;img src=x onerror="alert(1)"&gt;'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("# Big", "# Big"),
    ],
)
def test_markdown_becomes_safe_html(text, html):
    assert inside(render(text)) == html


def test_an_image_becomes_a_link_to_it():
    assert "<img" not in render("![cat](https://a.example/cat.png)")
    assert 'href="https://a.example/cat.png"' in render("![cat](https://a.example/cat.png)")


def test_each_paragraph_reads_in_its_own_direction():
    assert render("שלום\n\nhello") == '<p dir="auto">שלום</p>\n<p dir="auto">hello</p>\n'


def test_words_without_markup_on_one_line():
    assert plain(render("**one** < two\n\n- three\n- four")) == "one < two three four"
    assert plain(render("It is **dry**, is it?")) == "It is dry, is it?"
    assert plain("<p>" + "word " * 100 + "</p>", 20) == "word word word word…"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\u200d", "\u00a0\u2003"])
def test_what_cannot_be_seen_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "👩‍🚀", "م", "."])
def test_what_can_be_seen_is_not(text):
    assert not is_blank(text)


def test_a_text_that_only_says_where_links_would_lead_is_shown_as_it_was_typed():
    assert render("[1]: /here") == '<p dir="auto">[1]: /here</p>\n'
    assert render("***") == "<hr>\n"


@pytest.mark.parametrize("text", ["\u3164", "\u2800\u2800", "\u115f\u1160", "\uffa0", "\ufe0f", "\u2028"])
def test_fillers_and_selectors_are_blank(text):
    assert is_blank(text)
