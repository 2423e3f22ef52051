import pytest
from django.core.exceptions import ValidationError

from ground.words.links import LONGEST, WebAddressField, must_lead_where_it_says
from ground.words.markdown import render


def link(address, words=None):
    return f'<a href="{address}" rel="nofollow noopener ugc">{words or address}</a>'


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("see https://a.example/x.", "https://a.example/x", "."),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)", ")"),
        ("https://example.com/_foo_/bar now", "https://example.com/_foo_/bar", " now"),
        ("https://example.com/*a*/b", "https://example.com/*a*/b", ""),
        ("https://a.example/wiki/Tea_(Bulk), and", "https://a.example/wiki/Tea_(Bulk)", ", and"),
        ("https://a.example/~x/__init__.py", "https://a.example/~x/__init__.py", ""),
        ("**https://a.example/**", "https://a.example/", "</strong>"),
        ("_https://a.example/_", "https://a.example/", "</em>"),
        ('"https://a.example/x"', "https://a.example/x", '"'),
        ("“https://a.example/x”", "https://a.example/x", "”"),
        ("见https://a.example/b。好", "https://a.example/b", "。好"),
        ("https://a.example/…", "https://a.example/", "…"),
        ("https://a.example|b", "https://a.example", "|b"),
        ("http://localhost:8000/x", "http://localhost:8000/x", ""),
    ],
)
def test_a_bare_address_is_whole_and_ends_where_the_sentence_goes_on(text, address, after):
    assert f"{link(address)}{after}" in render(text)


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("<https://a.example>", "https://a.example", "https://a.example"),
        ("[here](https://a.example/?a=1&b=2)", "https://a.example/?a=1&amp;b=2", "here"),
        ("[https://a.example](https://b.example/)", "https://b.example/", "https://a.example"),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4", "http://bücher.example/ä"),
    ],
)
def test_links_vouch_for_nothing(text, address, words):
    assert link(address, words) in render(text)


@pytest.mark.parametrize(
    "text",
    [
        "`https://a.example`",
        "```\nhttps://a.example\n```",
        "    https://a.example",
        "www.a.example and a@b.example",
        "ftp://a.example",
        "xhttps://a.example",
        "https://",
        "http://user:pw@bank.example/",
        "https://b\u0430nk.example/",
        "[a](https://bank.example@elsewhere.example/)",
        "<https://bank.example@elsewhere.example/>",
        "[a](//bank.example@elsewhere.example/)",
        "[a](javascript:alert(1))",
        f"https://a.example/{'x' * LONGEST}",
        f"[a](https://a.example/{'x' * LONGEST})",
    ],
)
def test_what_is_no_link_stays_text(text):
    assert "<a" not in render(text)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://user:pw@bank.example/",
            "https://user@bank.example/",
            "https://b\u0430nk.example/",
            "https://bank.example%40evil.example@x.example/",
        ),
        *("javascript:alert(1)", "ftp://a.example", "https://a.example/\u202egpj", "mailto:a@b.example"),
    ],
)
def test_an_address_that_deceives_is_refused(address):
    with pytest.raises(ValidationError):
        WebAddressField().clean(address)
    with pytest.raises(ValidationError):
        must_lead_where_it_says(address)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tidewrack.example", "https://tidewrack.example"),
        ("http://a.example/x?y=1#z", "http://a.example/x?y=1#z"),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
        ("https://a.example/@rosa", "https://a.example/@rosa"),
    ],
)
def test_a_plain_address_is_kept(typed, kept):
    assert WebAddressField().clean(typed) == kept
    must_lead_where_it_says(kept)
