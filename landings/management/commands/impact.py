"""`manage.py impact PROGRAMME [--json]`: the figures of a programme, as on its page."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from landings.impact import queries
from landings.programmes.models import Programme


class Command(BaseCommand):
    help = "The impact of a programme: landings, letters, and what the letters claim."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", help="the programme's short name, such as cdmn")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no programme called {options['programme']}. Programmes here: {known}.")
        on = timezone.now().date()
        document = queries.as_json(queries.impact_of(programme, on=on), on=on)
        self.stdout.write(json.dumps(document, indent=2) if options["json"] else _words(document))


def _words(document: dict[str, Any]) -> str:
    letters = document["letters"]
    rate = "none due" if letters["response_rate"] is None else f"{letters['response_rate']:.0%}"
    lines = [
        f"{document['name']}, as of {document['as_of']}",
        f"  landings          {document['landings']}",
        f"  letters due       {letters['due']}",
        f"  letters received  {letters['received']} ({rate})",
        f"  {'measure':<14}{'unit':<8}{'claimed':>16}{'per landing':>16}{'mean of answers':>18}",
    ]
    for key, measure in document["measures"].items():
        figures = (measure["claimed_total"], measure["lower_bound_per_landing"], measure["mean_of_respondents"])
        claimed, bound, mean = ("–" if figure is None else f"{figure:,}" for figure in figures)
        lines.append(f"  {key:<14}{measure['unit']:<8}{claimed:>16}{bound:>16}{mean:>18}")
    return "\n".join(lines)
