"""What founder, reviewer and officer type."""

from landings.applications.forms.budget import Budget, Offers
from landings.applications.forms.fields import StepForm, as_data
from landings.applications.forms.officer import Answer, Ask, Conflict, Decide, ReviewForm
from landings.applications.forms.steps import Firm, Plan, Where

__all__ = [
    "Answer",
    "Ask",
    "Budget",
    "Conflict",
    "Decide",
    "Firm",
    "Offers",
    "Plan",
    "ReviewForm",
    "StepForm",
    "Where",
    "as_data",
]
