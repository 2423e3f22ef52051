"""What is drawn once and filled is what the template would have drawn."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from ground.ui import patterns

SIGN = "network/forums/_acts.html"
WORST = """<b>"O'Hara" & {who} \ue000at\ue000</b>"""


def drawn(**values):
    return " ".join(render_to_string(SIGN, values).split())


def filled(values, **shape):
    return " ".join(patterns.fill(SIGN, values, **shape).split())


@pytest.mark.parametrize("who", ["Ada", WORST, "", SafeString("<i>Ada</i>")])
@pytest.mark.parametrize("state", ["stands", "hidden"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_what_the_template_draws_with_every_value_escaped(who, state, language):
    values = {"at": "/posts/7/", "who": who, "pk": 7, "number": 1234567}
    with override(language):
        for _ in range(2):
            assert filled(values, state=state) == drawn(**{**values, "pk": "7", "number": "1234567"}, state=state)


def test_each_language_has_its_own():
    values = {"at": "/", "who": "Ada", "pk": 1, "number": 1}
    with override("fr"):
        french = filled(values, state="stands")
    assert filled(values, state="stands") != french


def test_a_value_is_never_read_as_a_pattern():
    values = {"at": "/", "who": "\ue000at\ue000 {at}", "pk": 1, "number": 1}
    assert "\ue000at\ue000 {at}" in patterns.fill(SIGN, values, state="stands")


@pytest.mark.parametrize("key", [1, 999, 2**63 - 1])
def test_an_address_is_the_one_that_django_makes(key):
    assert patterns.address("network:post", key) == reverse("network:post", args=[key])
