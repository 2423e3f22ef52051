"""What is new of a house, for whoever follows it or its market: a site, and desks that are offered there."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landings.hosts.facts import OfferPublished, SiteOpened
from landings.hosts.models import Site, SlotOffer
from realtime.tellings import Scene, by_stream, tells

SITE: Final = Scene(
    of=by_stream,
    rows=lambda: Site.objects.filter(closed_at=None, host__closed_at=None),
    key="stream_id",
    fields={"pk": "pk", "site": "name", "host": "host__name", "country": "country"},
    shaped=lambda row: {"url": reverse("landings:site", args=[row["pk"]])},
)
OFFER: Final = Scene(
    of=by_stream,
    rows=lambda: SlotOffer.objects.open().filter(site__closed_at=None, site__host__closed_at=None),
    key="stream_id",
    fields={
        "pk": "pk",
        "offer": "title",
        "site": "site__name",
        "host": "site__host__name",
        "country": "site__country",
    },
    shaped=lambda row: {"url": reverse("landings:offer", args=[row["pk"]])},
)
tells(SiteOpened, away=_("%(host)s has a new site: %(site)s"), icon="map-pin", place=SITE)
tells(OfferPublished, away=_("%(host)s offers desks at %(site)s: %(offer)s"), icon="calendar-range", place=OFFER)
