import csv
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from landings.impact import queries
from landings.programmes.models import Programme


def impact(request: HttpRequest, slug: str) -> HttpResponse:
    """What a programme brought, in figures that say what they do not prove."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    on = timezone.now().date()
    figures = queries.impact_of(programme, on=on)
    shown = {
        "programme": programme,
        "impact": figures,
        "main": [figures.reading(key) for key in ("revenue", "investment", "hires") if _asked(figures, key)],
        "hosts": queries.by_host(programme, on=on),
        "markets": queries.by_market(programme, on=on),
        "years": sorted(queries.by_year(programme, on=on), key=lambda cell: cell.label),
        "places": queries.places(programme),
        "on": on,
    }
    return render(request, "landings/impact/impact.html", shown)


def impact_json(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    on = timezone.now().date()
    return JsonResponse(queries.as_json(queries.impact_of(programme, on=on), on=on), json_dumps_params={"indent": 2})


def impact_csv(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
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


def _asked(figures: queries.Impact, key: str) -> bool:
    return any(reading.question.key == key for reading in figures.readings)
