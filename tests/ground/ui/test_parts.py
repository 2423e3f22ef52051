"""Parts of a pattern: what stands there for some rows only, or several times."""

import pytest
from django.template import engines

from ground.ui import patterns

ROW = """{% load kontor %}<li>
  {% part "city" %}
    <b>{{ city }}</b>
  {% endpart %}
  {% part "firms" %}<a href="{{ at }}">{{ name }}{% part "tags" %}<i>{{ tags }}</i>{% endpart %}</a>{% endpart %}
  {% if is_new %}new{% endif %}
</li>"""


@pytest.fixture(autouse=True)
def _row(monkeypatch):
    row = engines["django"].from_string(ROW)
    monkeypatch.setattr(patterns, "render_to_string", lambda _name, context: row.render(context))
    patterns._pieces.cache_clear()
    yield
    patterns._pieces.cache_clear()


def filled(is_new=False, **values):
    return patterns.fill("row", {"city": "", "firms": [], **values}, is_new=is_new).replace("\n", "")


def test_a_part_without_a_value_is_left_out():
    assert filled() == "<li></li>"
    assert filled(city=None, is_new=True) == "<li>new</li>"


def test_a_part_with_a_value_stands_once_and_is_escaped():
    assert filled(city="<Oslo>") == "<li><b>&lt;Oslo&gt;</b></li>"
    assert filled(city=["Oslo", "Bergen"]) == "<li><b>Oslo</b><b>Bergen</b></li>"


def test_a_part_stands_once_for_each_of_a_list():
    firms = [{"at": "/1/", "name": "Ada & co.", "tags": ["x", "\ue000at\ue000"]}, {"at": "/2/", "name": 7, "tags": []}]
    assert filled(firms=firms) == (
        '<li><a href="/1/">Ada &amp; co.<i>x</i><i>\ue000at\ue000</i></a><a href="/2/">7</a></li>'
    )


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError, match="name"):
        filled(firms=[{"at": "/", "tags": []}])
