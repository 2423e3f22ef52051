import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from landings.impact import queries
from landings.programmes import queries as programmes
from landings.programmes.models import Programme


def impact(request: HttpRequest, slug: str) -> HttpResponse:
    """What a programme brought, in figures that say what they do not prove."""
    programme = _programme(request, slug)
    on = timezone.now().date()
    found = queries.whole_of(programme, on=on)
    figures = found.impact
    shown = {
        "programme": programme,
        "impact": figures,
        "main": [figures.reading(key) for key in ("revenue", "investment", "hires") if _asked(figures, key)],
        "hosts": found.hosts,
        "markets": found.markets,
        "years": sorted(found.years, key=lambda cell: cell.label),
        "places": queries.places(programme),
        "on": on,
    }
    return render(request, "landings/impact/impact.html", shown)


def impact_json(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _programme(request, slug)
    on = timezone.now().date()
    return JsonResponse(queries.as_json(queries.impact_of(programme, on=on), on=on), json_dumps_params={"indent": 2})


def impact_csv(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _programme(request, slug)
    on = timezone.now().date()
    document = queries.as_json(queries.impact_of(programme, on=on), on=on)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="impact-{programme.slug}.csv"'
    _write(csv.writer(answer), document)
    return answer


def _write(rows: Any, document: dict[str, Any]) -> None:
    columns = ["unit", "claimed_total", "lower_bound_per_landing", "mean_of_respondents", "respondents"]
    rows.writerow(["measure", *columns])
    for key, measure in document["measures"].items():
        rows.writerow([key, *(measure[column] for column in columns)])
    rows.writerow(["landings", "count", document["landings"], "", "", ""])
    rows.writerow(["letters due", "count", document["letters"]["due"], "", "", ""])
    rows.writerow(["letters received", "count", document["letters"]["received"], "", "", ""])


def _programme(request: HttpRequest, slug: str) -> Programme:
    found = programmes.called(slug, request.user)
    if found is None:
        raise Http404("No Programme matches the given query.")
    return found


def _asked(figures: queries.Impact, key: str) -> bool:
    return any(reading.question.key == key for reading in figures.readings)
