"""How money is told. A landing's timeline is read by the host too: it tells that money moved, and how much was awarded,
but not for what. The firm, officers and finance are told of what concerns each.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.money.formats import money
from landings.grants import facts
from landings.placements.registry import does
from landings.placements.tellings import HISTORY, PLACE
from realtime.tellings import tells

FIRM: Final = "grants.firm"
DECIDE: Final = "grants.decide"
PAY: Final = "grants.pay"
Params = Mapping[str, Any]


def _priced(words: str | Promise) -> Callable[[Params], str]:
    """A notice's words, with the amount that was kept with it."""
    return lambda p: str(words) % {**p, "amount": money(p["minor"], p["currency"])}


def _either(**ways: str | Promise) -> Callable[[Params], str]:
    """The words that the notice was told with: the same fact asks for another thing."""
    return lambda p: _priced(ways[p["what"]])(p)


def _awarded(p: Params) -> str:
    return gettext("A grant of %(amount)s was awarded") % {"amount": money(p["amount"], p["currency"], "round")}


def _paid(p: Params) -> str:
    return (gettext("Claim %d was paid") if p["amount"] else gettext("Claim %d was settled")) % int(p["number"])


tells(
    facts.GrantAwarded,
    here=_awarded,
    on=(HISTORY,),
    away=_("A grant was awarded to the landing of %(firm)s at %(site)s"),
    to={FIRM: _priced(_("You have been awarded a grant of %(amount)s for your landing at %(site)s"))},
    icon="hand-coins",
    tone="good",
    place=PLACE,
)
tells(
    facts.GrantReleased,
    here=_("What was unspent of the grant was released"),
    on=(HISTORY,),
    to={FIRM: _priced(_("%(amount)s of your grant was not used and has been released"))},
    icon="undo-2",
)
tells(
    facts.AdvanceApproved,
    to={PAY: _priced(_("The advance of %(firm)s is approved: %(amount)s to be paid"))},
    icon="check",
)
tells(
    facts.AdvancePaid,
    here=_("An advance was paid"),
    on=(HISTORY,),
    to={FIRM: _priced(_("An advance of %(amount)s has been paid to you"))},
    icon="banknote",
    tone="good",
)
tells(
    facts.AdvanceSentBack,
    to={DECIDE: _("Finance sent the advance of %(firm)s back: look again")},
    icon="undo-2",
    tone="hot",
)
tells(
    facts.ClaimSubmitted,
    here=lambda p: gettext("Claim %d was sent in") % p["number"],
    on=(HISTORY,),
    to={DECIDE: _("%(firm)s sent in claim %(number)s: your decision is wanted")},
    icon="receipt",
)
tells(
    facts.ClaimSentBack,
    to={DECIDE: _("Finance sent claim %(number)s of %(firm)s back: look again")},
    icon="undo-2",
    tone="hot",
)
tells(
    facts.ClaimChangesWanted,
    to={FIRM: _("Claim %(number)s needs a change before it can be approved")},
    icon="message-circle-question-mark",
    tone="hot",
)
tells(facts.ClaimDeclined, to={FIRM: _("Claim %(number)s was declined")}, icon="circle-x", tone="hot")
tells(
    facts.ClaimApproved,
    here=lambda p: gettext("Claim %d was approved") % p["number"],
    on=(HISTORY,),
    to={
        FIRM: _priced(_("Claim %(number)s is approved: %(amount)s")),
        PAY: _either(
            claim=_("Claim %(number)s of %(firm)s is approved: %(amount)s to be paid"),
            covered=_("Claim %(number)s of %(firm)s is approved: the advance covers it, settle it"),
        ),
    },
    icon="check",
    tone="good",
)
tells(
    facts.ClaimPaid,
    here=_paid,
    on=(HISTORY,),
    away=_("A claim of %(firm)s for %(site)s was paid"),
    to={
        FIRM: _either(
            paid=_("Claim %(number)s is settled: %(amount)s has been paid to you"),
            covered=_("Claim %(number)s is settled: your advance covers all of it"),
        )
    },
    icon="banknote",
    tone="good",
    place=PLACE,
)
does("grant", facts.GrantAwarded)
does("claim", facts.ClaimSubmitted)
does("settled", facts.ClaimPaid)
