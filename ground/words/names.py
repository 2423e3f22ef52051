"""What a name may hold: any script, but nothing unseen, nothing that piles up, nothing that passes for another.

One rule for every name in the house. Lines that are no names (titles, places, what one does) share its first part.
"""

import re
from functools import cache
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.words.letters import hides, is_drawn, piles_up
from ground.words.likeness import mixes_likenesses, skeleton, unboxed

_HOUSE: Final = "kontor"
# Offices of the house, which it shows with a sign of its own, in English, French and Spanish. Nobody says of
# themselves that they are one of the first; nobody is called one of the second; the third mean one beside the house.
_RULERS: Final = (
    *("admin", "administrator", "sysadmin", "webmaster", "moderator", "official"),
    *("administrateur", "administratrice", "modérateur", "modératrice", "officiel", "officielle"),
    *("administrador", "administradora", "moderador", "moderadora", "oficial"),
)
_OFFICES: Final = (
    *("staff", "team", "support", "helpdesk", "officer", "commissioner", "équipe", "commissaire", "agent", "agente"),
    *("equipo", "soporte", "comisario", "comisaria", "comisionado", "comisionada", "funcionario", "funcionaria"),
)
_BESIDE: Final = (
    *("mod", "crew", "root", "system", "security", "administration", "moderation", "office", "employee", "owner"),
    *("système", "sécurité", "personnel", "assistance", "employé", "employée", "modération", "bureau"),
    *("sistema", "seguridad", "personal", "administración", "moderación", "empleado", "empleada", "oficina"),
)
_SMALL: Final = (
    *("the", "of", "at", "for", "from", "s", "our", "a", "site", "forum", "le", "la", "les", "l", "du", "de", "des"),
    *("d", "et", "pour", "à", "el", "los", "las", "del", "y", "para", "en"),
)
_OF_AN_OFFICE: Final = ("trade", "programme", "program", "programa", "commercial", "comercial")
# What whoever has left is called, in the same languages.
_LEFT: Final = ("former member", "ancien membre", "ancienne membre", "antiguo miembro", "antigua miembro", "exmiembro")
_ARTICLES: Final = ("un", "una", "une")
_NEAR: Final = 2
# What might pass for the sign that the house draws beside those who hold an office.
_MARKS: Final = "✓✔☑✅🗸🗹🛡⚜🔰🎖🏅"
_WORD: Final = re.compile(r"[^\W_]+")


def plain_words(text: str) -> None:
    """A line of text. Raises ValidationError for line ends, and for what cannot be seen or piles up."""
    if any(end in text for end in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        raise ValidationError(_("Write this in one line."), code="line_break")
    if hides(text):
        raise ValidationError(_("This holds characters that cannot be seen. Type it again."), code="unseen")
    if piles_up(text):
        raise ValidationError(_("This holds too many marks on one letter. Type it again."), code="marks")


def honest_title(text: str) -> None:
    """What a thing is called: a hall, a session, an offer. Raises ValidationError, saying what is wrong with it."""
    plain_words(text)
    if not any(is_drawn(letter) for letter in text):
        raise ValidationError(_("A name needs a letter or a digit."), code="no_letter")
    _unmixed(text)


def honest_name(text: str) -> None:
    """The name of somebody: a member, a firm, a show, a programme. Nobody is called like those who run the house."""
    honest_title(text)
    if _is_kept(text):
        raise ValidationError(_("This name is kept for the people who run Kontor. Choose another."), code="reserved")


def honest_line(text: str) -> None:
    """What somebody says of themselves. An office of the house is shown by the house, with its own sign."""
    plain_words(text)
    _unmixed(text)
    if _claims_office(text):
        words = _("This reads like an office at Kontor. Who holds one is marked by Kontor itself: say what you do.")
        raise ValidationError(words, code="office")


def _unmixed(text: str) -> None:
    if any(sign in text for sign in _MARKS):
        words = _("Leave out signs that look like a mark of Kontor, such as ✓.")
        raise ValidationError(words, code="sign")
    if mixes_likenesses(text):
        words = _("A word here mixes letters of several alphabets that look alike. Type it in one alphabet.")
        raise ValidationError(words, code="mixed")


def _is_kept(text: str) -> bool:
    """It is the house's own name or an office's and nothing else, or an office beside the house."""
    return _is_spelt_out(text) or any(_kept(words) or _of_the_house(words) for words in _readings(text))


def _claims_office(text: str) -> bool:
    rulers = _list(_RULERS)
    return _is_spelt_out(text) or any(
        bool(words and rulers.issuperset(words)) or _of_the_house(words) for words in _readings(text)
    )


def _kept(words: list[str]) -> bool:
    offices = _list(_RULERS) | _list(_OFFICES)
    alone = offices.intersection(words) and (offices | _list(_OF_AN_OFFICE)).issuperset(words)
    return bool(alone) or set(words) == {skeleton(_HOUSE)} or _has_left(words)


def _has_left(words: list[str]) -> bool:
    named = [word for word in words if word not in _list(_ARTICLES)]
    return named in [[skeleton(word) for word in left.split()] for left in _LEFT]


def _of_the_house(words: list[str]) -> bool:
    """The house and an office stand side by side, or nearly so."""
    places = [at for at, word in enumerate(words) if word == skeleton(_HOUSE)]
    return any(_beside().intersection(words[max(0, at - _NEAR) : at + _NEAR + 1]) for at in places)


def _is_spelt_out(text: str) -> bool:
    """`K o n t o r staff`, `KontorStaff`, `a d m i n`."""
    words = _WORD.findall(unboxed(text))
    whole, house = skeleton("".join(words)), skeleton(_HOUSE)
    if len(words) > 1 and max(map(len, words)) == 1 and whole in _list(_RULERS) | {house}:
        return True
    return bool(_beside() & ({whole.removeprefix(house), whole.removesuffix(house)} - {whole}))


def _readings(text: str) -> list[list[str]]:
    """The words as they look, without the small ones: signs are read as gaps, and as the letters they stand for."""
    gaps = [skeleton(word) for word in _WORD.findall(text)]
    signs = _WORD.findall(skeleton(text))
    return [[word for word in words if word not in _list(_SMALL)] for words in (gaps, signs)]


def _beside() -> frozenset[str]:
    return _list(_RULERS) | _list(_OFFICES) | _list(_BESIDE)


@cache
def _list(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(skeleton(form) for word in words for form in (word, f"{word}s"))
