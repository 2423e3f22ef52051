"""The tables of applications, gathered, and the states of one."""

from landings.applications.models.applications import (
    Application,
    BudgetLine,
    Decision,
    InformationRequest,
    PreferredOffer,
    Review,
    Score,
)

__all__ = ["Application", "BudgetLine", "Decision", "InformationRequest", "PreferredOffer", "Review", "Score"]
