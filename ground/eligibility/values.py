"""Values of rules as a person types them, and back."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.eligibility.operators import OPERATORS, Shape, shape_of
from ground.eligibility.vocabulary import Vocabulary
from ground.money.currencies import DIGITS
from ground.money.typed import as_typed, count_from, minor_from

YES = frozenset({"yes", "true", "oui", "si", "sí"})
NO = frozenset({"no", "false", "non"})


def text_of(value: Any) -> str:
    """As a person would type it: 5000000 CAD, 1 to 99, CA, US."""
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return f"{as_typed(value['amount'], value['currency'])} {value['currency']}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and value and all(isinstance(end, int) for end in value):
        return _("%(low)s to %(high)s") % {"low": value[0], "high": value[-1]}
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def value_from(text: str, field: str, operator: str, currency: str, *, words: Vocabulary) -> Any:
    """What the document would hold. Text for a word that does not exist stays text.

    Money is read in `currency` where no other stands beside the figure. Raises ValidationError in words.
    """
    if field not in words or operator not in OPERATORS or words[field].kind not in OPERATORS[operator].shapes:
        return text
    return _readers[shape_of(OPERATORS[operator], words[field])](text, currency)


def _money(text: str, currency: str) -> dict[str, Any]:
    """In the currency whose code stands beside the figure, else in the document's: a rule may speak of another."""
    beside = [code for code in re.findall(r"\b[A-Z]{3}\b", text.upper()) if code in DIGITS]
    said = beside[0] if beside else currency
    return {"amount": minor_from(text, said), "currency": said}


def _range(text: str, currency: str) -> list[int]:
    parts = text.replace("–", " ").replace("-", " ").replace(",", " ").replace(_("to"), " ").replace("to", " ").split()
    if len(parts) != 2:
        raise ValidationError(_("Write two numbers, such as: 1 to 99."), code="range")
    low, high = count_from(parts[0]), count_from(parts[1])
    if low > high:
        raise ValidationError(_("The smaller number comes first."), code="range")
    return [low, high]


def _codes(text: str, currency: str) -> list[str]:
    found = [code.strip() for code in text.replace(";", ",").split(",") if code.strip()]
    if not found:
        raise ValidationError(_("Write one code at least."), code="codes")
    return list(dict.fromkeys(found))


def _countries(text: str, currency: str) -> list[str]:
    found = [code.upper() for code in _codes(text, currency)]
    wrong = [code for code in found if len(code) != 2 or not code.isascii() or not code.isalpha()]
    if wrong:
        raise ValidationError(_("Write countries by their two letters: CA, US."), code="countries")
    return found


def _yes_no(text: str, currency: str) -> bool:
    said = text.strip().casefold()
    if said in YES | {_("yes").casefold()}:
        return True
    if said in NO | {_("no").casefold()}:
        return False
    raise ValidationError(_("Write yes or no."), code="yes_no")


_readers: dict[Shape, Any] = {
    "count": lambda text, currency: count_from(text),
    "range": _range,
    "money": _money,
    "countries": _countries,
    "codes": _codes,
    "yes_no": _yes_no,
}
