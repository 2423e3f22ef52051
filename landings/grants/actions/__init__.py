"""What one can do with a grant: award it, advance on it, claim against it, pay, give back, release, close."""

from landings.grants.actions.advances import approve_advance, pay_advance, record_return, send_back_advance
from landings.grants.actions.awards import award
from landings.grants.actions.claims import add_line, begin_claim, drop_line, submit_claim
from landings.grants.actions.closing import close_landing, release_cancelled
from landings.grants.actions.decisions import approve_claim, decline_claim, pay_claim, send_back_claim, want_changes

__all__ = [
    "add_line",
    "approve_advance",
    "approve_claim",
    "award",
    "begin_claim",
    "close_landing",
    "decline_claim",
    "drop_line",
    "pay_advance",
    "pay_claim",
    "record_return",
    "release_cancelled",
    "send_back_advance",
    "send_back_claim",
    "submit_claim",
    "want_changes",
]
