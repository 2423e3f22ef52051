"""bin/kontor format: templates and sheets in lines of 120 columns, and nothing that anybody sees is changed."""

import re

import pytest
from django.template import Context, Engine
from hypothesis import given
from hypothesis import strategies as st
from workshop import layout
from workshop.layout import displays, scripts, styles, templates

LONG = "word " * 30
SHEET = ".row { display: flex; } .part { color: red; } .people:empty { display: none; } .bar nav a { display: flex; }"
SHEET += ".s { font-weight: 700; } .replies .s { display: flex; } .post .who { display: flex; }"


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name in ("templates", "static"):
        (tmp_path / name).mkdir()
    (tmp_path / "static" / "all.css").write_text(styles.laid_out(SHEET))
    monkeypatch.setattr(layout, "files", lambda root: sorted(path for path in root.rglob("*") if path.is_file()))
    return tmp_path


def laid_out(root, text, name="page.html"):
    path = root / "templates" / name
    path.write_text(text)
    assert layout.rewrite(root) in (0, 1)
    return path.read_text()


def test_a_short_template_stays_as_it_is(root):
    text = '<p class="a">{% if b %}<b>c</b>{% endif %} d</p>\n'

    assert laid_out(root, text) == text


def test_a_long_tag_has_an_attribute_on_each_line(root):
    text = f'<input type="text" name="{"n" * 60}" {{% if one %}} value="a"{{% endif %}} title="{"t" * 50}">'

    assert laid_out(root, text).split("\n") == [
        "<input",
        '  type="text"',
        f'  name="{"n" * 60}"',
        '  {% if one %}value="a"{% endif %}',
        f'  title="{"t" * 50}"',
        ">",
        "",
    ]


def test_inline_neighbours_get_no_space_between_them(root):
    link = '<a href="/{}">{}</a>'
    text = f"<p>{link.format('a' * 50, 'one')}{link.format('b' * 50, 'two')}, three</p>"

    assert laid_out(root, text).split("\n") == [
        "<p>",
        "  <a",
        f'    href="/{"a" * 50}"',
        f'  >one</a><a href="/{"b" * 50}">two</a>, three',
        "</p>",
        "",
    ]


@pytest.mark.parametrize(("around", "broken"), [("row", True), ("part", False), ("who", True), ("s", False)])
def test_the_sheets_say_where_space_between_tags_is_nothing(root, around, broken):
    """A class that a sheet knows inside others alone is one thing; one that it knows by itself is what that says."""
    text = f'<div class="{around}"><b>{"a" * 60}</b><b>{"b" * 60}</b></div>'

    assert (f"{'a' * 60}</b>\n" in laid_out(root, text)) == broken


def test_what_a_sheet_asks_to_be_empty_stays_so(root):
    text = f'<ul class="people">{{% for one in people %}}<li>{{{{ one.{"n" * 90} }}}}</li>{{% endfor %}}</ul>'

    html = Engine().from_string(laid_out(root, text)).render(Context({"people": []}))

    assert html == '<ul class="people"></ul>\n'


@pytest.mark.parametrize("name", ["pre", "textarea", "script"])
def test_what_keeps_its_spaces_is_not_touched(root, name):
    text = f"<div><{name}>\n {LONG}\n  x </{name}></div>"

    assert f"<{name}>\n {LONG}\n  x </{name}>" in laid_out(root, text)


def test_a_long_sentence_keeps_its_words_for_translators(root):
    said = LONG.strip()
    text = f'<p>{{% translate "{said}" %}}</p><p>{{% blocktranslate %}}{said}{{% endblocktranslate %}}</p>'

    written = laid_out(root, text)

    sentences = re.findall(r"\{% blocktranslate trimmed %\}(.*?)\{% endblocktranslate %\}", written, re.DOTALL)
    assert [" ".join(line.strip() for line in one.strip().split("\n")) for one in sentences] == [said, said]


def test_what_cannot_be_broken_is_named(root, capsys):
    laid_out(root, f'<a href="{"x" * 130}">a</a>')

    assert (layout.check(root), capsys.readouterr().out.split("\n")[-2]) == (
        1,
        "templates/page.html:2: 139 columns",
    )


def test_what_is_not_laid_out_is_named(root, capsys):
    (root / "templates" / "page.html").write_text("<p>\n<b>a</b>\n</p>\n")

    assert (layout.check(root), capsys.readouterr().out) == (1, "templates/page.html: run bin/kontor format\n")


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("const a = 1;\nexport { a };\n", []),
        ("if (a) b();\nelse c();\n", []),
        ("if (a) {\n  b().forEach(c);\n  else d();\n}\n", [3]),
        ("const a = (1;\n", [1]),
    ],
)
def test_a_script_that_no_browser_can_read_is_told_by_its_line(script, lines):
    assert scripts.unreadable(script) == lines


def test_a_script_that_no_browser_can_read_fails_the_check(root, capsys):
    (root / "static" / "a.js").write_text("else a();\n")
    assert layout.check(root) == 1
    assert "static/a.js:1: no browser can read this" in capsys.readouterr().out


def test_a_block_without_an_end_is_said(root):
    with pytest.raises(ValueError, match="has no end"):
        laid_out(root, "{% if a %}<p>b</p>")


def test_a_rule_stands_on_a_line_or_a_declaration_does():
    short, long = ".a { color: red; }", f".b {{ --x: {'x' * 60}; --y: {'y' * 60}; }}"

    assert styles.laid_out(f"{short} {long} /* beside */\n\n@media print {{ {short} .c {{ color: red }} }}").split(
        "\n"
    ) == [
        ".a { color: red; }",
        ".b {",
        f"  --x: {'x' * 60};",
        f"  --y: {'y' * 60};",
        "} /* beside */",
        "",
        "@media print {",
        "  .a { color: red; }",
        "  .c { color: red; }",
        "}",
        "",
    ]


def test_a_quotation_in_a_sheet_keeps_its_signs():
    assert styles.laid_out('.a::before { content: "{ ; }  /*" }') == '.a::before { content: "{ ; }  /*"; }\n'


SPACES = st.sampled_from(["", "", " ", "\n"])
LEAVES = st.sampled_from(
    ["word", "{{ a }}", "a longer run of words, with a comma", "{% comment %} {% endcomment %}", "<br>"]
)


def nested(inner):
    one = st.tuples(SPACES, inner, SPACES).map("".join)
    some = st.lists(one, min_size=1, max_size=4).map("".join)
    wrapped = st.sampled_from([
        "<p>{}</p>", "<div>{}</div>", "<b>{}</b>", '<a href="{{ a }}" title="a title of some length">{}</a>',
        '<button type="submit">{}</button>', "<ul><li>{}</li></ul>", "{% if yes %}{}{% endif %}",
        "{% if no %}{}{% else %}{}{% endif %}", "{% for x in many %}{}{% endfor %}", "{% with b=a %}{}{% endwith %}",
    ])  # fmt: skip
    return st.tuples(wrapped, some).map(lambda pair: pair[0].replace("{}", pair[1]))


TEMPLATES = st.recursive(LEAVES, nested, max_leaves=12)
BLOCKS = re.compile(r"\s*(</?(?:p|div|ul|li|br)\b[^>]*>)\s*")


def seen(source):
    """What a browser shows: a line for each block, words apart by one space, none at a line's ends."""
    html = Engine().from_string(source).render(Context({"a": "A", "yes": True, "many": [1, 2]}))
    html = re.sub(r"\s+(?=[^<>]*>)", " ", html)
    html = re.sub(r"(<button[^>]*>)\s*|\s*(</button>)", lambda found: found[1] or found[2], html)
    html = re.sub(r"\s+", " ", re.sub(r'(?<=["\w]) ?(?=>)', "", html))
    return BLOCKS.sub(r"\1", re.sub(r"(?:\s*(?:</?[ab]\b[^>]*>)\s*)+", inline_edge, BLOCKS.sub(r"\1", html))).strip()


def inline_edge(found):
    """Spaces before and behind inline tags that stand together show as one."""
    tags = re.sub(r"\s+(?![^<]*>)", "", found[0])
    return f" {tags}" if re.search(r"(^|>)\s+($|<)", found[0]) else tags


@given(TEMPLATES)
def test_no_layout_changes_what_is_seen(tmp_path_factory, source):
    path = tmp_path_factory.getbasetemp() / "page.html"
    source = f"<div>{source}</div>\n"
    path.write_text(source)
    sheets = displays.read([])

    written = templates.laid_out(path, sheets)

    assert seen(written) == seen(source)
