"""What one can do: at a site, and with its offers."""

from landings.hosts.actions.offers import (
    change_offer,
    draft_offer,
    pause_offer,
    publish_offer,
    resume_offer,
    withdraw_offer,
)
from landings.hosts.actions.sites import change_site, lift_closure, open_site, set_closure, verify_site

__all__ = [
    "change_offer",
    "change_site",
    "draft_offer",
    "lift_closure",
    "open_site",
    "pause_offer",
    "publish_offer",
    "resume_offer",
    "set_closure",
    "verify_site",
    "withdraw_offer",
]
