"""Folding writes what Django writes. Where one of these fails after an upgrade: Django's nodes have other attributes.
Then `_is_constant` and `_below` say less, and pages draw more nodes, until they are read anew.
"""

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import TextNode
from django.utils import translation

from tests.bench.tour import counted

LIBRARIES = {"kontor": "ground.ui.tags", "i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
LOAD = "{% load kontor i18n static %}"
PIECES = {
    "row.html": "{% load i18n %}<li>{% translate 'Language' %} {{ name }}{{ more }}{% if last %}.{% endif %}</li>",
    "cycling.html": "{% cycle 'a' 'b' as turn %}",
    "page.html": "<h1>{% block title %}Kontor{% endblock %}</h1>{% block content %}{% endblock %}",
    "leaf.html": "{% extends 'page.html' %}{% block title %}Leaf of {{ block.super }}{% endblock %}",
    "setting.html": "{% load i18n %}{% translate 'Language' as name %}{{ name }}",
    "tree.html": "({% for one in branches %}{% include 'tree.html' with branches=one %}{% endfor %})",
}


def engine(page, *, folded):
    locmem = ("django.template.loaders.locmem.Loader", {**PIECES, "it.html": f"{LOAD}{page}"})
    loader = "ground.ui.folding.Loader" if folded else "django.template.loaders.cached.Loader"
    return Engine(loaders=[(loader, [locmem])], libraries=LIBRARIES)


def drawn(page, *, folded=True, **given):
    template = engine(page, folded=folded).get_template("it.html")
    return [template.render(Context(given)) for _ in range(2)]


@pytest.mark.parametrize(
    "page",
    [
        "<p>{% translate 'Language' %} {% icon 'bell' _('Notices') %}{% static 'a b.css' %}</p>",
        "{% translate 'Save' context 'x' %}{% translate 'Save' noop %}{% translate 'Save' as it %}[{{ it }}]",
        "{% blocktranslate %}100 % <b>{% endblocktranslate %}",
        "{% blocktranslate trimmed %}\n a\n b {% endblocktranslate %}",
        "{% blocktranslate with a=name %}Hello {{ a }}{% endblocktranslate %}",
        "{% translate name %}{% translate 'Save'|upper %}{% icon bell %}{% icon 'bell' as it %}{{ it }}",
        "{% url 'network:feed' %} {% url 'network:feed' as it %}{{ it }}{% url 'network:member' 7 %}",
        "{% if name %}{% translate 'Language' %}{% elif bell %}b{% else %}c{% endif %}",
        "{% if no %}{% translate 'Language' %}{% elif name %}{% translate 'Save' %}b{% else %}c{% endif %}",
        "{% for one in many %}{% include 'row.html' with name=one last=forloop.last %}{% empty %}none{% endfor %}",
        "{% for one in many %}{% include 'row.html' with name=one only %}{% endfor %}",
        "{% for one in many %}{% cycle 'x' 'y' %}{% include 'cycling.html' %}{% endfor %}",
        "{% for one in many %}{% ifchanged one.0 %}{% translate 'Language' %}{% else %}z{% endifchanged %}{% endfor %}",
        "{% include 'setting.html' %}[{{ name }}]{% with file='row.html' %}{% include file %}{% endwith %}",
        "{% include 'leaf.html' %}{% include 'page.html' %}{% include 'tree.html' %}",
        "{% autoescape off %}{% translate '<b>' %}{{ name }}{% endautoescape %}{% translate '<b>' %}",
        "{% language 'de' %}{% translate 'Language' %}{% endlanguage %}{% translate 'Language' %}",
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_folded_template_writes_what_it_writes_otherwise(page, language):
    given = {"name": "<Ada>", "many": ["ab", "ac", "<b>"], "more": "!", "bell": "bell", "branches": [[[], []], []]}
    with translation.override(language):
        assert drawn(page, **given) == drawn(page, folded=False, **given)


def test_each_language_has_its_own_words():
    template = engine("{% translate 'Language' %}", folded=True).get_template("it.html")
    said = []
    for language in ("en", "es", "en"):
        with translation.override(language):
            said.append(template.render(Context()))
    assert said == ["Language", "Idioma", "Language"]


@pytest.mark.parametrize(
    ("page", "nodes"),
    [
        ("a{% comment %}b{% endcomment %}", 2),
        ("<p>{% translate 'Language' %}{% icon 'bell' %}{% static 'a.css' %}{% url 'network:feed' %}</p>", 1),
        ("{% if name %}a{% translate 'Language' %}b{% endif %}", 2),
        ("{% for one in many %}{% include 'row.html' with name=one %}{% endfor %}", 1 + 3 * 5 + 3),
    ],
)
def test_it_draws_fewer_nodes(page, nodes):
    template = engine(page, folded=True).get_template("it.html")
    given = {"name": "Ada", "many": "abc", "more": ""}
    template.render(Context(given))
    with counted() as found:
        template.render(Context(given))
    assert found["nodes"] == nodes


def test_files_are_named_as_the_storage_of_now_names_them(settings):
    template = engine("{% static 'a.css' %} {% translate 'Language' %}", folded=True).get_template("it.html")
    first = template.render(Context())
    settings.STATIC_URL = "/elsewhere/"
    assert (first, template.render(Context())) == ("/static/a.css Language", "/elsewhere/a.css Language")


def test_text_alone_stays_text():
    template = engine("a{# b #}c{% load i18n %}d", folded=True).get_template("it.html")
    assert [type(node) for node in template.nodelist] == [TextNode]
    assert template.nodelist[0].s == "acd"


def test_a_piece_that_is_not_there_is_told():
    with pytest.raises(TemplateDoesNotExist, match=r"missing\.html"):
        drawn("{% include 'missing.html' %}")
