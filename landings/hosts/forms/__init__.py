"""What a host's manager types: the place, the closed days, the offer."""

from landings.hosts.forms.offer import OfferForm
from landings.hosts.forms.site import ClosureForm, SiteForm

__all__ = ["ClosureForm", "OfferForm", "SiteForm"]
