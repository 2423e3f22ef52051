from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.eligibility.faults import Fault, Refused
from ground.tables.locks import locked
from landings.programmes.actions.locks import locked_by_officer
from landings.programmes.facts import ProgrammeClosed, ProgrammePublished, ProgrammeReopened
from landings.programmes.models import Criterion, FundYear, Programme, ProgrammeDraft, ProgrammeVersion
from landings.programmes.rules.documents import Document, completed, faults_of
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import open_stream, publish

COLUMNS = (
    *("name", "summary", "about", "funder", "direction", "currency", "home_countries", "target_countries", "sectors"),
    *("ceiling", "traveller_ceiling", "day_rates", "shortest_stay", "longest_stay", "lead_time_days", "travellers"),
    *("reviewers_per_application", "payment_plan", "follow_up_waves", "cost_categories", "share_borne_percent"),
    *("stacking_limit_percent", "questions", "weights", "referral", "translations"),
)


@transaction.atomic
def load(document: Document, *, by: Member | None = None, note: str = "", now: datetime) -> ProgrammeVersion:
    """A checked document becomes what is in force; the same as in force changes nothing.

    Raises Refused when the funder's page is not there or the currency of a programme would change.
    """
    programme = locked(Programme.objects).filter(slug=document["slug"]).first()
    if programme is None:
        programme = Programme(slug=document["slug"], created_at=now, stream=open_stream("programme"))
    elif programme.current and programme.current.document == completed(document):
        return programme.current
    return _publish(programme, completed(document), by, note, now)


@transaction.atomic
def save_draft(programme_id: int, *, by: Member, document: Document, now: datetime) -> ProgrammeDraft:
    """Keep an officer's work on the next version, right or wrong; it is checked on publishing."""
    programme = locked_by_officer(programme_id, by)
    values = {"document": document, "saved_by": by, "saved_at": now}
    draft, new = ProgrammeDraft.objects.get_or_create(
        programme=programme, defaults={**values, "base": programme.current}
    )
    if not new:
        draft.document, draft.saved_by, draft.saved_at = document, by, now
        draft.save()
    return draft


@transaction.atomic
def drop_draft(programme_id: int, *, by: Member) -> None:
    programme = locked_by_officer(programme_id, by)
    ProgrammeDraft.objects.filter(programme=programme).delete()


@transaction.atomic
def publish_draft(programme_id: int, *, by: Member, note: str, now: datetime) -> ProgrammeVersion:
    """Raises Refused for what is wrong in it, ValidationError when another version came between or nothing changed."""
    programme = locked_by_officer(programme_id, by)
    draft = ProgrammeDraft.objects.filter(programme=programme).first()
    if draft is None or programme.current is None:
        raise ValidationError(_("There is no draft to publish."), code="not_now")
    if draft.base_id != programme.current.pk:
        raise ValidationError(_("Another version was published since this draft was begun."), code="conflict")
    wrong = faults_of(draft.document)
    if wrong:
        raise Refused(wrong)
    if programme.current.document == completed(draft.document):
        raise ValidationError(_("Nothing differs from the version in force."), code="not_now")
    draft.delete()
    return _publish(programme, completed(draft.document), by, note, now)


@transaction.atomic
def close(programme_id: int, *, by: Member, now: datetime) -> Programme:
    """No new applications; those that were submitted go on. Closing twice does nothing."""
    programme = locked_by_officer(programme_id, by)
    if programme.closed_at is None:
        programme.closed_at = now
        programme.save()
        publish(ProgrammeClosed(programme_id=programme.pk), to=programme.stream, by=by.pk, at=now)
    return programme


@transaction.atomic
def reopen(programme_id: int, *, by: Member, now: datetime) -> Programme:
    programme = locked_by_officer(programme_id, by)
    if programme.closed_at is not None:
        programme.closed_at = None
        programme.save()
        publish(ProgrammeReopened(programme_id=programme.pk), to=programme.stream, by=by.pk, at=now)
    return programme


def _publish(programme: Programme, document: Document, by: Member | None, note: str, now: datetime) -> ProgrammeVersion:
    if programme.pk and programme.currency != document["currency"]:
        raise Refused([Fault(("currency",), _("a programme keeps its currency; make another programme"))])
    _fill(programme, document)
    programme.published_at = programme.published_at or now
    programme.save()
    number = programme.versions.count() + 1
    version = ProgrammeVersion.objects.create(
        programme=programme, number=number, document=document, note=note[:240], published_by=by, published_at=now
    )
    programme.current = version
    programme.save(update_fields=["current"])
    _keep_rubric(programme, document, now)
    _keep_funds(programme, document)
    publish(ProgrammePublished(number=number), to=programme.stream, by=by.pk if by else None, at=now)
    return version


def _fill(programme: Programme, document: Document) -> None:
    for name in COLUMNS:
        setattr(programme, name, document[name])
    decision = document["decision"]
    programme.decision_days, programme.decision_calendar = decision["days"], decision["calendar"]
    programme.holidays_of = decision.get("holidays_of", "")
    programme.funder_organisation = _funder(document["funder_organisation"])


def _funder(slug: str) -> Organisation | None:
    if not slug:
        return None
    found = Organisation.objects.filter(slug=slug, closed_at=None).first()
    if found is None:
        raise Refused([Fault(("funder_organisation",), _("no organisation has this page"))])
    return found


def _keep_rubric(programme: Programme, document: Document, now: datetime) -> None:
    kept = [line["key"] for line in document["rubric"]]
    Criterion.objects.filter(programme=programme, retired_at=None).exclude(key__in=kept).update(retired_at=now)
    for position, line in enumerate(document["rubric"]):
        values = {"label": line["label"], "weight": line["weight"], "description": line.get("description", "")}
        defaults = {**values, "position": position, "retired_at": None}
        Criterion.objects.update_or_create(programme=programme, key=line["key"], defaults=defaults)


def _keep_funds(programme: Programme, document: Document) -> None:
    """A year that is left out gives nothing any more; what was awarded from it stays."""
    said = [fund["year"] for fund in document["funds"]]
    FundYear.objects.filter(programme=programme).exclude(year__in=said).update(amount=0)
    for fund in document["funds"]:
        values = {"amount": fund["amount"], "expires_on": date.fromisoformat(fund["expires_on"])}
        FundYear.objects.update_or_create(programme=programme, year=fund["year"], defaults=values)
