import re
from pathlib import Path

import lucide
import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMED = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']|icon=["']([\w-]+)["']""")


def named():
    for path in sorted(TEMPLATES.rglob("*.html")):
        for found in NAMED.finditer(path.read_text(encoding="utf-8")):
            yield found[1] or found[2]


@pytest.mark.parametrize("name", sorted(set(named())))
def test_every_icon_that_a_page_names_exists(name):
    assert lucide._load_icon(name) is not None
