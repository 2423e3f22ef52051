import time

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


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("<https://a.example>", "https://a.example"),
        ("[here](https://a.example/?a=1&b=2)", "https://a.example/?a=1&amp;b=2"),
    ],
)
def test_addresses_become_links_that_vouch_for_nothing(text, address):
    assert f'<a href="{address}" rel="nofollow noopener ugc">' in render(text)


def test_a_mention_links_to_the_member_but_not_inside_code_or_a_longer_word():
    names = {"Rosa Quispe": "/members/3/"}
    link = '<a href="/members/3/" class="mention" rel="nofollow noopener ugc">@Rosa Quispe</a>'
    assert link in render("Ask @Rosa Quispe, please", names)
    assert link not in render("Ask `@Rosa Quispe`", names)
    assert link not in render("Ask @Rosa Quispes", names)


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


@pytest.mark.parametrize("piece", ["[", "*a ", "> ", "`", "|a", "- ", "<", "![", "[a](", "a@", "&", "1. a\n"])
def test_nothing_typed_keeps_the_server_busy(piece):
    begun = time.process_time()
    render((piece * 20_000)[:20_000], {"a": "/members/1/"})
    assert time.process_time() - begun < 2
