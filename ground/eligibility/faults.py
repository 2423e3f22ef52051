"""What is wrong with a document: where, and why, in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError as SchemaError

from ground.eligibility.located_json import Located, Path
from ground.eligibility.vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Fault:
    path: Path
    why: str

    @property
    def where(self) -> str:
        """`rules[2].field`."""
        said = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return said.removeprefix(".")

    def __str__(self) -> str:
        return f"{self.where}: {self.why}" if self.path else self.why


class Refused(ValueError):
    """A document that is not accepted. `complaints` are lines for people, `faults` for forms."""

    def __init__(self, faults: Iterable[Fault], complaints: Iterable[str] = ()) -> None:
        self.faults = list(faults)
        self.complaints = list(complaints) or [str(fault) for fault in self.faults]
        super().__init__("\n".join(self.complaints))


def located(faults: list[Fault], document: Located) -> Refused:
    """The same, each with its line, in the order of the file."""
    lines = sorted((document.line(fault.path), str(fault)) for fault in faults)
    return Refused(faults, [_("line %(line)d: %(fault)s") % {"line": line, "fault": fault} for line, fault in lines])


def against(schema: dict[str, Any], value: Any, called: Mapping[str, str] | None = None) -> list[Fault]:
    """Faults of form, in words that a person who wrote the file understands.

    `called` says what a choice is of which there are many: {"sectors": "a sector"}.
    """
    names = {"field": _("a word"), "operator": _("an operator"), **(called or {})}
    errors = _Validator(schema).iter_errors(value)
    return [fault for error in errors for fault in _told(error, names)]


def _is_integer(_checker: object, value: Any) -> bool:
    """12.0 is no number of months, though JSON Schema takes it for one."""
    return isinstance(value, int) and not isinstance(value, bool)


def _whole_pattern(_validator: Any, pattern: str, value: Any, _schema: object) -> Iterator[SchemaError]:
    """The whole text has the form: `$` alone would let a line break through at its end."""
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield SchemaError("")


_Validator: Any = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"pattern": _whole_pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


def not_one_of(wrong: object, known: list[str], what: str) -> str:
    """'revenu' is not a word; did you mean 'revenue'?"""
    wrong = _short(wrong)
    guess = nearest(wrong, known)
    if guess:
        return _("'%(wrong)s' is not %(what)s; did you mean '%(guess)s'?") % {
            "wrong": wrong,
            "what": what,
            "guess": guess,
        }
    some = ", ".join(known[:12])
    return _("'%(wrong)s' is not %(what)s; known are: %(some)s") % {"wrong": wrong, "what": what, "some": some}


def _told(error: SchemaError, names: Mapping[str, str]) -> list[Fault]:
    path: Path = tuple(error.absolute_path)
    limit: Any = error.validator_value
    value: Any = error.instance
    rule, schema = str(error.validator), error.schema
    if rule == "required":
        return [Fault(path, _("'%(key)s' is missing") % {"key": key}) for key in limit if key not in value]
    if rule == "additionalProperties" and isinstance(schema, Mapping):
        known = list(schema.get("properties", {}))
        return [Fault((*path, key), not_one_of(key, known, _("known here"))) for key in value if key not in known]
    if rule == "enum":
        return [Fault(path, not_one_of(value, [str(choice) for choice in limit], _what(path, names)))]
    return [Fault(path, _plainly(rule, limit, value) or error.message)]


def _what(path: Path, names: Mapping[str, str]) -> str:
    return names.get(str(next((step for step in reversed(path) if isinstance(step, str)), "")), _("a choice here"))


_KINDS = {
    "integer": "a whole number",
    "string": "text",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
}


def _plainly(rule: str, limit: Any, value: Any) -> str:
    short = value if len(str(value)) < 60 else _short(value)
    said = {
        "type": lambda: _("must be %(kind)s, not %(value)r") % {"kind": _kinds(limit), "value": short},
        "minimum": lambda: _("must be at least %(limit)s, not %(value)s") % {"limit": limit, "value": short},
        "maximum": lambda: _("must be at most %(limit)s, not %(value)s") % {"limit": limit, "value": short},
        "minLength": lambda: _("must not be empty"),
        "maxLength": lambda: _("is longer than %(limit)s characters") % {"limit": limit},
        "minItems": lambda: (
            ngettext("must have at least %(limit)s entry", "must have at least %(limit)s entries", limit)
            % {"limit": limit}
        ),
        "maxItems": lambda: (
            ngettext("must have at most %(limit)s entry", "must have at most %(limit)s entries", limit)
            % {"limit": limit}
        ),
        "uniqueItems": lambda: _("names something twice"),
        "pattern": lambda: _("%(value)r does not have the form %(limit)s") % {"value": short, "limit": limit},
        "const": lambda: _("must be '%(limit)s'") % {"limit": limit},
    }.get(rule)
    return said() if said else ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) < 60 else f"{text[:57]}…"


def _kinds(limit: str | list[str]) -> str:
    names = [limit] if isinstance(limit, str) else [name for name in limit if name != "null"]
    return " or ".join(_KINDS.get(name, name) for name in names)
