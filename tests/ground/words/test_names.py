import pytest
from django.core.exceptions import ValidationError

from ground.words.names import plain_words


@pytest.mark.parametrize("name", ["Zoë Ŋ", "محمد العلي", "ᐃᓄᒃᑎᑐᑦ", "नि‌मिषा", "李 小龍", "👩‍👩‍👧 Family", "O'Brien-Ng"])
def test_names_are_written_as_people_write_them(name):
    plain_words(name)


@pytest.mark.parametrize("name", ["Ada\u202eevil", "Ada\x00", "A\nB", "\u2066Ada", "zero\u200bwidth"])
def test_what_cannot_be_seen_is_refused(name):
    with pytest.raises(ValidationError):
        plain_words(name)
