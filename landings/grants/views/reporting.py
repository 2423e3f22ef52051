"""Statements of a landing and of a fund, as a page and as CSV."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ground.web import page_keys
from landings.grants import queries
from landings.grants.models import Grant
from landings.grants.views.finding import landing_of
from landings.programmes.models import FundYear, Officer
from network.members.models import MemberRequest

ALL = 100_000


def statement(request: MemberRequest, landing_id: int) -> HttpResponse:
    grant = _grant(request, landing_id)
    found = queries.landing_statement(grant, after=_after(request))
    words = {"landing": grant.landing, "grant": grant, "statement": found, "money": queries.money_of(grant)}
    return render(request, "landings/grants/statement.html", words)


def statement_csv(request: MemberRequest, landing_id: int) -> HttpResponse:
    grant = _grant(request, landing_id)
    return _download(queries.as_csv(queries.landing_statement(grant, limit=ALL)), f"landing-{landing_id}")


def fund(request: MemberRequest, fund_year_id: int) -> HttpResponse:
    year = _year(request, fund_year_id)
    words: dict[str, Any] = {
        "year": year,
        "programme": year.programme,
        "statement": queries.fund_statement(year, year.programme.currency, after=_after(request)),
        "left": queries.left_of(year, year.programme.currency),
        "years": list(year.programme.fund_years.all()),
    }
    return render(request, "landings/grants/fund.html", words)


def fund_csv(request: MemberRequest, fund_year_id: int) -> HttpResponse:
    year = _year(request, fund_year_id)
    text = queries.as_csv(queries.fund_statement(year, year.programme.currency, limit=ALL))
    return _download(text, f"fund-{year.programme.slug}-{year.year}")


def _grant(request: MemberRequest, landing_id: int) -> Grant:
    landing = landing_of(request, landing_id)
    grant = queries.grant_of(landing)
    if grant is None:
        raise Http404
    grant.landing = landing
    return grant


def _year(request: MemberRequest, fund_year_id: int) -> FundYear:
    runs = Officer.objects.filter(member_id=request.user.pk).exclude(role=Officer.Role.REVIEWER)
    rows = FundYear.objects.filter(programme__in=runs.values("programme_id")).select_related("programme")
    return get_object_or_404(rows, pk=fund_year_id)


def _after(request: MemberRequest) -> int:
    return page_keys.key_in(request, "after") or 0


def _download(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
