"""A dry run: what a programme file says about one application. Nothing is stored."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.eligibility import verdicts
from ground.eligibility.faults import Refused
from landings.management.reading import refused_by, text_table
from landings.programmes.rules import documents, samples
from landings.programmes.rules.vocabulary import WORDS

EXITS = {"eligible": 0, "not_eligible": 1, "unknown": 3}
BAD_FILE = 2


class Command(BaseCommand):
    help = (
        "Ask every rule of a programme file about an application file. Exit: 0 eligible, 1 not, 3 unknown, 2 bad file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", type=Path, metavar="PROGRAMME.json")
        parser.add_argument("application", type=Path, metavar="APPLICATION.json")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--on", type=date.fromisoformat, help="the day of applying, instead of the file's or today")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            programme = _read(options["programme"], documents.load)
            sample = _read(options["application"], samples.load)
        except Refused as error:
            self.stderr.write(str(error))
            raise SystemExit(BAD_FILE) from None
        on = options["on"] or samples.applied_on(sample, timezone.localdate())
        found = verdicts.judge(programme["rules"], samples.facts_of(sample, on), on, words=WORDS)
        outcome = verdicts.outcome(found)
        self.stdout.write(_as_json(programme, found, on) if options["json"] else _in_words(programme, found, on))
        if EXITS[outcome]:
            raise SystemExit(EXITS[outcome])


def _read(path: Path, load: Any) -> Any:
    """Raises Refused, its lines beginning with the file's name."""
    try:
        return load(path.read_bytes())
    except (OSError, Refused) as error:
        raise refused_by(path, error) from None


def _as_json(programme: dict[str, Any], found: list[verdicts.Verdict], on: date) -> str:
    answer = {
        "programme": programme["slug"],
        "on": on.isoformat(),
        "outcome": verdicts.outcome(found),
        "referrals": verdicts.referrals(found) or _general_referral(programme, found),
        "verdicts": [asdict(verdict) for verdict in found],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _in_words(programme: dict[str, Any], found: list[verdicts.Verdict], on: date) -> str:
    words = {"pass": _("pass"), "fail": _("FAIL"), "unknown": _("unknown")}
    rows = [(words[verdict.answer], verdict.rule, _why(verdict)) for verdict in found]
    ends = {
        "eligible": _("Eligible on %(on)s: every rule passes."),
        "not_eligible": _("Not eligible on %(on)s."),
        "unknown": _("Not known yet on %(on)s: something is missing."),
    }
    lines = [f"{programme['name']}\n", text_table(rows), "", ends[verdicts.outcome(found)] % {"on": on.isoformat()}]
    referrals = verdicts.referrals(found) or _general_referral(programme, found)
    return "\n".join([*lines, *(_("Referred: %s") % referral for referral in referrals)])


def _why(verdict: verdicts.Verdict) -> str:
    if verdict.answer == "unknown":
        return _("needs: %s") % verdict.needs
    return f"{verdict.found}. {verdict.reason}" if verdict.answer == "fail" else verdict.found


def _general_referral(programme: dict[str, Any], found: list[verdicts.Verdict]) -> list[str]:
    failed = any(verdict.answer == "fail" for verdict in found)
    return [programme["referral"]] if failed and programme["referral"] else []
