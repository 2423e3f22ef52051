from django.utils import translation

from ground.words.said import said, still_said

FRENCH = {"fr": {"Software": "Logiciels", "Health": ""}}


def test_a_text_is_said_in_the_readers_language_where_it_has_words():
    with translation.override("fr"):
        assert [said(text, FRENCH) for text in ("Software", "Health", "Oceans")] == ["Logiciels", "Health", "Oceans"]
    with translation.override("es"):
        assert said("Software", FRENCH) == "Software"


def test_a_language_may_be_named():
    assert said("Software", FRENCH, "fr") == "Logiciels"


def test_what_was_worded_anew_loses_its_translation():
    assert still_said(FRENCH, ["Software", "Health"]) == {"fr": {"Software": "Logiciels"}}
    assert still_said(FRENCH, ["Software and data"]) == {}
