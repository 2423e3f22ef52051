"""The facts of an application, and what its programme's rules say about them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ground.eligibility.verdicts import Facts, Verdict, judge
from ground.places.zones import zone_named
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.programmes.models import Programme
from landings.programmes.models.languages import rules_said
from landings.programmes.rules.samples import days_between, months_between
from landings.programmes.rules.vocabulary import WORDS

ASKED = tuple(word.name for word in WORDS.values() if word.source == "answer")


def today_of(application: Application, now: datetime) -> date:
    """The day at the firm: what is sent on the last evening is in time."""
    return now.astimezone(zone_named(application.firm.time_zone)).date()


def facts_of(application: Application, on: date) -> Facts:
    """As they stand: what the firm says here, its page for services, and our records."""
    answers = application.answers
    return {
        "country": answers.get("country"),
        "employees": answers.get("employees"),
        "revenue": answers.get("revenue"),
        "age_months": months_between(answers.get("founded_on"), on),
        "sectors": list(application.sectors),
        "services": sorted({service.category for service in application.firm.services.all()}),
        "languages": list(application.languages),
        **{name: answers.get(name) for name in ASKED},
        "grants_received": _grants_received(application),
        "target": application.target_country.code or None,
        "stay_days": application.stay_days,
        "lead_time_days": days_between(on, application.starts_on),
        "travellers": application.travellers,
        "already_committed": application.already_committed,
        "amount": _money(application.amount, application.currency),
    }


def verdicts_of(application: Application, now: datetime) -> list[Verdict]:
    """Once sent, or closed as referred: by the version and the facts of that day. A draft: by what is in force now."""
    then = application.submitted_at or application.decided_at
    if application.version is not None and then is not None:
        on = today_of(application, then)
        return judge(rules_said(application.version.document), application.facts, on, words=WORDS)
    on = today_of(application, now)
    return judge(rules_in_force(application.programme), facts_of(application, on), on, words=WORDS)


def rules_in_force(programme: Programme) -> list[Mapping[str, Any]]:
    return rules_said(programme.current.document) if programme.current else []


def words_asked(programme: Programme) -> list[str]:
    """Words that the form asks for only because a rule speaks of them."""
    spoken = {rule["field"] for rule in rules_in_force(programme)}
    return [name for name in ASKED if name in spoken]


def _grants_received(application: Application) -> int:
    others = Application.objects.filter(programme_id=application.programme_id, firm_id=application.firm_id)
    return others.filter(state=State.ACCEPTED).exclude(pk=application.pk).count()


def _money(amount: int | None, currency: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": amount, "currency": currency}
