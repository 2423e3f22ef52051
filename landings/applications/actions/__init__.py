"""What one can do with an application: draft it, send it, review it, decide on it."""

from landings.applications.actions.deciding import decide, want_information
from landings.applications.actions.drafting import Overtaken, begin, save_step
from landings.applications.actions.reviewing import declare_conflict, hand_back, submit_review
from landings.applications.actions.sending import give_information, submit, take_referral, withdraw

__all__ = [
    "Overtaken",
    "begin",
    "decide",
    "declare_conflict",
    "give_information",
    "hand_back",
    "save_step",
    "submit",
    "submit_review",
    "take_referral",
    "want_information",
    "withdraw",
]
