"""`{% place %}` is silent about a page that is not there, so that a feature may be left out: its names stand here."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"""{% place ["']([\w:-]+)["']""")
# Doors of the demo, and of an outbox that only the demo's settings open.
OF_THE_DEMO = {"demo:enter", "design", "network:outbox"}
NAMED = sorted(
    {name for file in (ROOT / "templates").rglob("*.html") for name in PLACE.findall(file.read_text())} - OF_THE_DEMO
)


def names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


@pytest.mark.parametrize("name", NAMED)
def test_a_place_that_a_template_names_exists(name):
    assert name in set(names(get_resolver()))


def test_templates_name_places():
    assert len(NAMED) > 20
