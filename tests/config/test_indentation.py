from pathlib import Path

import pytest
from django.template.loader import get_template

from config.indentation import without_indentation

ROOT = Path(__file__).parents[2] / "templates"


def test_lines_begin_at_their_first_letter():
    assert without_indentation("<p>\n  a\n\n    {{ b }}\n\t</p>\n") == "<p>\na\n\n{{ b }}\n</p>\n"


@pytest.mark.parametrize(
    "kept",
    [
        "<pre class=a>\n  a\n</pre>",
        "<textarea>\n  {{ a }}</textarea>",
        "<script>\n  one();\n</script>",
        "{% blocktranslate %}a\n  b{% endblocktranslate %}",
        "{% verbatim %}\n  a{% endverbatim %}",
    ],
)
def test_what_keeps_its_spaces_keeps_them(kept):
    assert without_indentation(f"<div>\n  {kept}\n  <b>c</b></div>") == f"<div>\n{kept}\n<b>c</b></div>"


def test_templates_are_read_so_and_mails_in_text_are_not():
    page, mail = get_template("base.html"), get_template("landings/letters/mail/due.txt")

    assert page.template.source == without_indentation((ROOT / "base.html").read_text())
    assert mail.template.source == (ROOT / "landings/letters/mail/due.txt").read_text()
