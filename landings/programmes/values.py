"""Values of rules as an officer types them, and back."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ground.money.formats import in_major
from ground.money.typed import count_from, minor_from
from landings.programmes.operators import OPERATORS, Shape, shape_of
from landings.programmes.vocabulary import WORDS

YES = frozenset({"yes", "true", "oui", "si", "sí"})
NO = frozenset({"no", "false", "non"})


def text_of(value: Any) -> str:
    """As an officer would type it: 5000000, 1 to 99, CA, US."""
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return text_of_money(value["amount"], value["currency"])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and value and all(isinstance(end, int) for end in value):
        return _("%(low)s to %(high)s") % {"low": value[0], "high": value[-1]}
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def text_of_money(minor: int | None, currency: str) -> str:
    """4000 or 4000.50, without grouping: it is put into a field."""
    if minor is None:
        return ""
    major = in_major(minor, currency)
    return f"{major:f}" if major != major.to_integral_value() else str(int(Decimal(major)))


def value_from(text: str, field: str, operator: str, currency: str) -> Any:
    """What the file would hold. Raises ValidationError in words; text for a word that does not exist stays text."""
    if field not in WORDS or operator not in OPERATORS or WORDS[field].kind not in OPERATORS[operator].shapes:
        return text
    return _readers[shape_of(OPERATORS[operator], WORDS[field])](text, currency)


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
    "money": lambda text, currency: {"amount": minor_from(text, currency), "currency": currency},
    "countries": _countries,
    "codes": _codes,
    "yes_no": _yes_no,
}
