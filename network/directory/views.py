from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network.directory import queries
from network.directory.queries import Listing
from network.directory.queries.asked import DirectoryQuery, query_from
from network.following.queries import market_of
from network.members.models import MemberRequest


def directory(request: MemberRequest) -> HttpResponse:
    asked = query_from(request.GET)
    listing = queries.listing(asked, request.user, timezone.now())
    meant = queries.meant(asked, request.user) if asked.text and not listing.count else ""
    shown = {"asked": asked, "listing": listing, "meant": meant, "meant_address": replace(asked, text=meant).address()}
    shown["market"] = market_of(asked.chosen.get("country", ""), request.user)
    return render(request, "network/directory/directory.html", {**shown, **_ways(asked, listing)})


def _ways(asked: DirectoryQuery, listing: Listing) -> dict[str, Any]:
    """Where one can go from here: to the other list, to fewer facets, to the next page."""
    return {
        "organisations_address": asked.showing("organisations").address(),
        "members_address": asked.showing("members").address(),
        "first_address": asked.address(),
        "next_address": asked.address(after=listing.next_key),
        "chips": [
            (shown.facet.label, shown.chosen_label, asked.without(shown.facet.name).address())
            for shown in listing.facets
            if shown.chosen_label
        ],
    }


def search(request: MemberRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    sections = queries.search_everything(request.user, text) if text else []
    meant = queries.meant_anywhere(request.user, text) if text and not sections else ""
    shown = {"search_words": text, "sections": sections, "meant": meant}
    return render(request, "network/directory/search.html", shown)
