"""What areas say of their accounts and transfers: the ledger knows no owner and no reason by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

Words = str | Promise
Voucher = Callable[[], Iterable[tuple[int, str]]]
Check = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What accounts of one kind of owner are for. Only where money comes from outside may a balance go below zero."""

    owner_kind: str
    key: str
    label: Words
    may_go_below: bool = False


_purposes: Final[dict[tuple[str, str], Purpose]] = {}
_reasons: Final[dict[str, dict[str, Words]]] = {}
_vouchers: Final[list[Voucher]] = []
_checks: Final[list[Check]] = []


def register_purposes(*purposes: Purpose) -> None:
    _purposes.update({(purpose.owner_kind, purpose.key): purpose for purpose in purposes})


def register_reasons(about_kind: str, reasons: Mapping[str, Words]) -> None:
    """Why money is moved about things of this kind."""
    _reasons.setdefault(about_kind, {}).update(reasons)


def vouch(told: Voucher) -> None:
    """`told` gives the id and digest of each transfer of this area, once for each chained event that tells of it."""
    if told not in _vouchers:
        _vouchers.append(told)


def check(*checks: Check) -> None:
    """More for `verify_ledger` to ask: each gives a line for each fault."""
    _checks.extend(one for one in checks if one not in _checks)


def purpose_of(owner_kind: str, key: str) -> Purpose:
    """Raises LookupError where no area has registered it."""
    return _purposes[owner_kind, key]


def is_purpose(owner_kind: str, key: str) -> bool:
    return (owner_kind, key) in _purposes


def is_reason(about_kind: str, key: str) -> bool:
    return key in _reasons.get(about_kind, {})


def reason_words(about_kind: str, key: str) -> str:
    """Raises LookupError where no area has registered it."""
    return str(_reasons[about_kind][key])


def vouchers() -> list[Voucher]:
    return _vouchers


def further_checks() -> list[Check]:
    return _checks
