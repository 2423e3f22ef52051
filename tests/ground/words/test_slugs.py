import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.words.slugs import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kettle & Søn", "kettle-son"),
        ("Ærø Maritime", "aero-maritime"),
        ("Straße 7", "strasse-7"),
        ("Łódź Gdańsk", "lodz-gdansk"),
        ("Çağlar İnşaat", "caglar-insaat"),
        ("  --North_Light-- ", "north_light"),
        ("上海", "firm"),
        ("&", "firm"),
    ],
)
def test_letters_are_folded_and_what_no_address_has_is_left_out(name, slug):
    assert slug_of(name, most=60, otherwise="firm") == slug


@given(st.text(max_size=80))
def test_whatever_the_name_an_address_can_have_it(name):
    slug = slug_of(name, most=12, otherwise="firm")
    assert re.fullmatch(r"[a-z0-9_-]{1,12}", slug) and slug == slug.strip("-_")
