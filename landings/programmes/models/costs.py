"""Cost categories of budgets and claims, triggers of payment, and what matching weighs. Codes are for ever."""

from typing import Final

from django.utils.translation import gettext_lazy as _

COSTS: Final = [
    ("travel", _("Travel there and back")),
    ("lodging", _("Lodging")),
    ("meals", _("Meals and day allowance")),
    ("local-transport", _("Transport on the spot")),
    ("desk", _("Desk and meeting rooms")),
    ("mentoring", _("Mentoring and training")),
    ("translation", _("Translation and interpreting")),
    ("legal", _("Legal, tax and accounting advice")),
    ("visa", _("Visa and permits")),
    ("insurance", _("Insurance")),
    ("fair", _("Fairs and conferences")),
    ("marketing", _("Marketing material")),
    ("other", _("Other")),
]
COST_NAMES: Final = dict(COSTS)
TRIGGERS: Final = [
    ("signature", _("on signature of the agreement")),
    ("travel_booked", _("when travel is booked")),
    ("arrival", _("on arrival")),
    ("final_claim", _("on the final claim")),
    ("letter", _("when the outcome letter is in")),
]
TRIGGER_NAMES: Final = dict(TRIGGERS)
WEIGHTS: Final = ("services", "sector", "place", "hours", "dates", "language", "mentors")
