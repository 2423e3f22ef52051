"""The kinds of security events: their words, in the member's language, and their signs."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOGGED_IN: Final = "logged_in"
NEW_DEVICE: Final = "new_device"
FAILED: Final = "failed"
WAITING: Final = "waiting"
CHANGED: Final = "password_changed"
REPLACED: Final = "password_reset"
CHOSEN: Final = "password_set"
STEP_ADDED: Final = "second_step_added"
STEP_REMOVED: Final = "second_step_removed"
CODES_MADE: Final = "recovery_codes_made"
CODE_USED: Final = "recovery_code_used"
ADDRESS_ADDED: Final = "address_added"
ADDRESS_CONFIRMED: Final = "address_confirmed"
ADDRESS_REMOVED: Final = "address_removed"
ADDRESS_FIRST: Final = "address_first"
ENDED: Final = "sessions_ended"
TOKEN_MADE: Final = "token_made"  # noqa: S105 (a kind of event)
TOKEN_ENDED: Final = "token_ended"  # noqa: S105 (a kind of event)


@dataclass(frozen=True, slots=True)
class Words:
    text: str | Promise
    icon: str
    tone: str = ""


WORDS: Final = {
    LOGGED_IN: Words(_("Logged in"), "log-in"),
    NEW_DEVICE: Words(_("Logged in with a device that was new"), "log-in", "hot"),
    FAILED: Words(_("A wrong password or code"), "key-round", "hot"),
    WAITING: Words(_("Somebody guesses, and must wait"), "hourglass", "hot"),
    CHANGED: Words(_("The password was changed"), "key-round", "good"),
    REPLACED: Words(_("The password was replaced, by the link in a mail"), "key-round", "good"),
    CHOSEN: Words(_("A password was chosen"), "key-round", "good"),
    STEP_ADDED: Words(_("A second step was set up"), "shield-check", "good"),
    STEP_REMOVED: Words(_("A second step was removed"), "shield-off", "hot"),
    CODES_MADE: Words(_("New recovery codes were made"), "shield-check"),
    CODE_USED: Words(_("A recovery code was used"), "shield-check", "hot"),
    ADDRESS_ADDED: Words(_("An address was added"), "mail", "hot"),
    ADDRESS_CONFIRMED: Words(_("An address was confirmed"), "mail-check", "good"),
    ADDRESS_REMOVED: Words(_("An address was removed"), "mail-x", "hot"),
    ADDRESS_FIRST: Words(_("We write to another address"), "mail", "hot"),
    TOKEN_MADE: Words(_("An access token was made"), "key-round", "hot"),
    TOKEN_ENDED: Words(_("An access token was ended"), "key-round", "good"),
    ENDED: Words(_("Browsers were signed out"), "log-out", "good"),
}
