"""Reads of grants, shaped like their pages."""

from landings.grants.queries.funds import funds_for, left_of
from landings.grants.queries.grants import Money, PlanRow, bars_of, claims_of, grant_of, money_of, plan_rows
from landings.grants.queries.plan import PlanStep, advance_steps, plan_steps
from landings.grants.queries.statements import PAGE, Entry, Statement, fund_statement, landing_statement
from landings.grants.queries.statements_csv import as_csv

__all__ = [
    "PAGE",
    "Entry",
    "Money",
    "PlanRow",
    "PlanStep",
    "Statement",
    "advance_steps",
    "as_csv",
    "bars_of",
    "claims_of",
    "fund_statement",
    "funds_for",
    "grant_of",
    "landing_statement",
    "left_of",
    "money_of",
    "plan_rows",
    "plan_steps",
]
