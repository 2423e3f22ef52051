from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from landings.applications import rules
from landings.applications.actions.locks import locked_by_applicant
from landings.applications.facts import ApplicationBegun
from landings.applications.models import Application, BudgetLine, PreferredOffer
from landings.applications.models.states import State
from landings.hosts.models import SlotOffer
from landings.programmes.models import Programme
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import open_stream, publish

FIELDS = (
    *("target_country", "cities", "starts_on", "stay_days", "travellers", "objectives", "wanted_services"),
    *("languages", "sectors", "amount", "already_committed", "committed_on"),
)


class Overtaken(Exception):
    """Somebody saved in between: nothing was kept. Carries the application as it is now."""

    def __init__(self, application: Application) -> None:
        super().__init__(f"application {application.pk} is at revision {application.revision}")
        self.application = application


@transaction.atomic
def begin(programme_id: int, firm_id: int, *, by: Member, now: datetime) -> Application:
    """The firm's draft for this programme, filled from its page. Beginning twice gives the same draft."""
    firm = locked(Organisation.objects).get(pk=firm_id, closed_at=None)
    programme = Programme.objects.get(pk=programme_id)
    found = Application.objects.filter(programme=programme, firm=firm, state=State.DRAFT).first()
    if found and rules.is_of_firm(by, firm.pk):
        return found
    if not rules.is_of_firm(by, firm.pk) or firm.kind != Organisation.Kind.FIRM:
        raise PermissionDenied
    if not programme.is_open:
        raise ValidationError(_("This programme takes no applications now."), code="closed")
    application = Application.objects.create(
        stream=open_stream("application"),
        programme=programme,
        firm=firm,
        applicant=by,
        currency=programme.currency,
        answers=answers_from(firm),
        sectors=[firm.sector] if firm.sector else [],
        languages=[spoken.language for spoken in firm.languages.all()],
        target_country=_only_sought(firm),
        created_at=now,
        saved_at=now,
    )
    publish(ApplicationBegun(application_id=application.pk), to=application.stream, by=by.pk, at=now)
    return application


@transaction.atomic
def save_step(
    application_id: int,
    step: str,
    *,
    by: Member,
    fields: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    typed: Mapping[str, Any] | None = None,
    budget: Sequence[Mapping[str, Any]] | None = None,
    offers: Sequence[int] | None = None,
    revision: int | None = None,
    now: datetime,
) -> Application:
    """Keep what was typed on one step, also what does not fit yet (`typed`: field → text).

    `revision` is what the page was made from; None saves over whatever came between. Raises Overtaken.
    Saving is not an event: a draft has no readers but the firm's own.
    """
    application = locked_by_applicant(application_id, by)
    if not rules.may_edit(by, application):
        raise ValidationError(_("This application was sent: it can no longer be changed."), code="not_now")
    if revision is not None and revision != application.revision:
        raise Overtaken(application)
    for name in FIELDS:
        if name in fields:
            setattr(application, name, fields[name])
    application.answers = {**application.answers, **(answers or {})}
    application.typed = {key: kept for key, kept in {**application.typed, step: dict(typed or {})}.items() if kept}
    application.revision += 1
    application.saved_at = now
    application.save()
    if budget is not None:
        _keep_budget(application, budget)
    if offers is not None:
        _keep_offers(application, offers, by)
    return application


def _keep_budget(application: Application, lines: Sequence[Mapping[str, Any]]) -> None:
    application.budget.all().delete()
    rows = [BudgetLine(application=application, position=at, **line) for at, line in enumerate(lines)]
    BudgetLine.objects.bulk_create(rows)


def _keep_offers(application: Application, offers: Sequence[int], by: Member) -> None:
    """In the order given; what the member may not see, or that is no longer open, is left out."""
    shown = set(SlotOffer.objects.visible_to(by).open().filter(pk__in=offers).values_list("pk", flat=True))
    application.preferred.all().delete()
    ranked = [pk for pk in dict.fromkeys(offers) if pk in shown]
    rows = [PreferredOffer(application=application, offer_id=pk, rank=rank) for rank, pk in enumerate(ranked, 1)]
    PreferredOffer.objects.bulk_create(rows)


def answers_from(firm: Organisation) -> dict[str, Any]:
    revenue = None if firm.revenue is None else {"amount": firm.revenue, "currency": firm.currency}
    return {
        "country": firm.country.code or None,
        "employees": firm.employees,
        "revenue": revenue,
        "founded_on": firm.founded_on.isoformat() if firm.founded_on else None,
    }


def _only_sought(firm: Organisation) -> str:
    """The market the firm seeks, when it seeks one."""
    sought = [market.country.code for market in firm.markets.all() if market.relation == "sought"]
    return sought[0] if len(sought) == 1 else ""
