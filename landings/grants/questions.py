"""What is asked before a weighty step of a grant: how much, and who gets it. Each sees the books as they would be."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.formats import money
from ground.web.asking import Question
from landings.grants.models import Advance, Claim, Grant, transfers_of

SEND_BACK = Question(
    gettext_lazy("Send this claim back to the officer?"),
    gettext_lazy("The approval is undone and the officer looks again."),
    gettext_lazy("Send back"),
)
DROP = Question(
    gettext_lazy("Take this cost off the claim?"), gettext_lazy("Its receipt goes too."), gettext_lazy("Take off")
)


def award(request: HttpRequest, landing_id: int) -> Question:
    given = _grant(landing_id=landing_id)
    return Question(
        _("Award %(amount)s to %(firm)s?") % _of(given.amount, given),
        _("It is committed from the year’s fund at once, and the firm is told."),
        _("Award"),
    )


def approve_advance(request: HttpRequest, grant_id: int) -> Question:
    made = Advance.objects.select_related("grant__landing__firm").filter(grant_id=grant_id).latest("pk")
    return Question(
        _("Approve an advance of %(amount)s to %(firm)s?") % _of(made.amount, made.grant),
        _("It is set aside at once; another person pays it."),
        _("Approve"),
    )


def pay_advance(request: HttpRequest, advance_id: int) -> Question:
    paid = Advance.objects.select_related("grant__landing__firm").get(pk=advance_id)
    return _payment(paid.amount, paid.grant)


def send_back_advance(request: HttpRequest, advance_id: int) -> Question:
    found = Advance.objects.select_related("grant__landing__firm").get(pk=advance_id)
    return Question(
        _("Send the advance of %(amount)s to %(firm)s back to the officer?") % _of(found.amount, found.grant),
        _("It is not paid. The officer reads your reason and decides anew."),
        _("Send back"),
    )


def record_return(request: HttpRequest, grant_id: int) -> Question:
    grant = _grant(pk=grant_id)
    return Question(
        _("Record that %(firm)s paid %(amount)s back?") % _of(_last(grant.landing_id, "recovery"), grant),
        _("The books keep it for good, and so much less of the advance is open."),
        _("Record the return"),
    )


def close_landing(request: HttpRequest, landing_id: int) -> Question:
    words = _("Close the books of this landing?")
    grant = Grant.objects.select_related("landing__firm").filter(landing_id=landing_id).first()
    released = _last(landing_id, "release") if grant else 0
    if not grant or not released:
        return Question(words, _("This cannot be undone."), _("Close"))
    back = _("%(amount)s of %(firm)s’s grant goes back to the fund. This cannot be undone.")
    return Question(words, back % _of(released, grant), _("Close"))


def submit_claim(request: HttpRequest, claim_id: int) -> Question:
    claim = _claim(claim_id)
    total = sum(line.converted for line in claim.lines.all())
    return Question(
        _("Send your claim of %(amount)s to the programme?") % _of(total, claim.grant),
        _("The officer is told and looks at each receipt. Until then you can’t change it."),
        _("Send"),
    )


def approve_claim(request: HttpRequest, claim_id: int) -> Question:
    claim = _claim(claim_id)
    return Question(
        _("Approve %(amount)s for %(firm)s?") % _of(claim.approved_amount or 0, claim.grant),
        _who_pays(claim),
        _("Approve"),
    )


def _who_pays(claim: Claim) -> str:
    """What is left to pay once it is approved, if anything is."""
    if claim.is_covered:
        return _("The advance covers all of it, so nothing is left to pay. Another person settles it.")
    rest = money(claim.to_pay, claim.grant.currency)
    if not claim.from_advance:
        return _("Another person pays %(rest)s.") % {"rest": rest}
    covered = money(claim.from_advance, claim.grant.currency)
    return _("The advance covers %(covered)s of it. Another person pays %(rest)s.") % {"covered": covered, "rest": rest}


def want_changes(request: HttpRequest, claim_id: int) -> Question:
    return Question(
        _("Ask %(firm)s to change this claim?") % {"firm": _claim(claim_id).grant.landing.firm.name},
        _("The firm is told what you wrote, and sends the claim again."),
        _("Ask the firm"),
    )


def decline_claim(request: HttpRequest, claim_id: int) -> Question:
    return Question(
        _("Decline this claim of %(firm)s?") % {"firm": _claim(claim_id).grant.landing.firm.name},
        _("Nothing of it is paid. The firm reads your reason. This cannot be undone."),
        _("Decline the claim"),
    )


def pay_claim(request: HttpRequest, claim_id: int) -> Question:
    claim = _claim(claim_id)
    if claim.to_pay:
        return _payment(claim.to_pay, claim.grant)
    return Question(
        _("Settle this claim of %(firm)s?") % {"firm": claim.grant.landing.firm.name},
        _("The advance covers all of it, so nothing is paid. The firm is told."),
        _("Settle it"),
    )


def _payment(amount: int, grant: Grant) -> Question:
    return Question(
        _("Record that %(amount)s was paid to %(firm)s?") % _of(amount, grant),
        _("The books keep it for good, and the firm is told."),
        _("Record the payment"),
    )


def _of(amount: int, grant: Grant) -> dict[str, str]:
    return {"amount": money(amount, grant.currency), "firm": grant.landing.firm.name}


def _last(landing_id: int, reason: str) -> int:
    last = transfers_of(landing_id).filter(reason=reason).order_by("-pk").first()
    return last.amount if last else 0


def _grant(**which: Any) -> Grant:
    return Grant.objects.select_related("landing__firm").get(**which)


def _claim(claim_id: int) -> Claim:
    return Claim.objects.select_related("grant__landing__firm").prefetch_related("lines").get(pk=claim_id)
