"""The tables of grants, gathered, and the accounts that their money is on."""

from landings.grants.models.books import FUND_YEAR, LANDING, Books, Kind, Reason, transfers_of
from landings.grants.models.claims import Claim, ClaimLine
from landings.grants.models.grants import Advance, Grant

__all__ = ["FUND_YEAR", "LANDING", "Advance", "Books", "Claim", "ClaimLine", "Grant", "Kind", "Reason", "transfers_of"]
