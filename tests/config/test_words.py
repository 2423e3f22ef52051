import pytest
from django.core.management import CommandError, call_command

from config.management.commands.words import compiled, sources

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
ONE = 'msgid "Landing"\nmsgstr "Atterrissage"\n\n'
MANY = 'msgid "%(n)s letter"\nmsgid_plural "%(n)s letters"\nmsgstr[0] "%(n)s lettre"\nmsgstr[1] "{}"\n'


@pytest.fixture
def write(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]

    def write(text):
        source = tmp_path / "fr/LC_MESSAGES/django.po"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(HEAD + text, encoding="utf-8")

    return write


def test_translated_and_compiled_is_well(write):
    write(ONE + MANY.format("%(n)s lettres"))
    call_command("words", "--compile")

    call_command("words", "--check")

    assert b"Atterrissage" in compiled(sources()[0]).read_bytes()


@pytest.mark.parametrize(
    "text", [MANY.format(""), 'msgid "Host"\nmsgstr ""\n', '#, fuzzy\nmsgid "Host"\nmsgstr "Hôte"\n']
)
def test_a_sentence_without_its_words_is_named(write, text):
    write(ONE + text)
    call_command("words", "--compile")

    with pytest.raises(CommandError, match=r"letter|Host"):
        call_command("words", "--check")


def test_words_that_were_not_compiled_are_named(write):
    write(ONE)
    call_command("words", "--compile")
    write(ONE.replace("Atterrissage", "Implantation"))

    with pytest.raises(CommandError, match="not compiled"):
        call_command("words", "--check")
