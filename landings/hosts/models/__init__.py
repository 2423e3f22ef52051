"""The tables of hosts, gathered, and the services that hosts offer."""

from landings.hosts.models.sites import Closure, Site, SlotOffer, SlotOfferQuerySet

__all__ = ["Closure", "Site", "SlotOffer", "SlotOfferQuerySet"]
