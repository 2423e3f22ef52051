"""E-mail addresses of every script: `zoë@bücher.example` (RFC 6531, SMTPUTF8; domains by IDNA).

Django's own check takes foreign domains but only ASCII before the @. `take_every_script` widens that one check, which
every form and model field asks, those of packages too.
"""

import re
import unicodedata
from typing import Final, cast

from django.core.validators import EmailValidator, validate_email

_LETTERS: Final = ("L", "M", "N")
_BARE_MARK: Final = re.compile(r"[\u0300-\u036f]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")


class _LocalPart:
    """What stands before the @: as Django takes it, and letters, marks and digits of any script beside ASCII."""

    def match(self, local: str) -> object:
        if not unicodedata.is_normalized("NFC", local) or _BARE_MARK.match(local):
            return None
        plain = _FOREIGN.sub(lambda found: "x" if unicodedata.category(found[0])[0] in _LETTERS else " ", local)
        return EmailValidator.user_regex.match(plain)


def take_every_script() -> None:
    """Let the check that all e-mail fields share take letters of any script before the @."""
    validate_email.user_regex = cast(re.Pattern[str], _LocalPart())


def is_foreign(address: str) -> bool:
    """Whether what stands before the @ needs a mail server that speaks SMTPUTF8."""
    return not address.rpartition("@")[0].isascii()


def with_plain_domain(address: str) -> str:
    """The domain as the name service knows it: `zoë@bücher.example` is `zoë@xn--bcher-kva.example`."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}" if not domain.isascii() else address
