"""The officer's dry run and the loader, as a shell calls them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from landings.programmes.models import Programme

CDMN = "landings/programmes/data/cdmn.json"
SAMPLES = Path("landings/programmes/data/samples")


def run(*args):
    """(exit code, what it said, what it complained of)."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*args, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def check(name, *args):
    return run("check_eligibility", CDMN, str(SAMPLES / f"{name}.json"), *args)


def test_an_eligible_application():
    code, said, _err = check("eligible")
    assert code == 0
    assert "Yearly revenue: less than CA$5,000,000" in said
    assert "Eligible on 2026-03-02: every rule passes." in said


def test_a_firm_that_is_too_large_is_referred():
    code, said, _err = check("too-large")
    assert code == 1
    assert "FAIL" in said
    assert "Referred: Larger firms are served by the trade commissioners" in said


def test_an_unfinished_application_needs_something():
    code, said, _err = check("unfinished")
    assert code == 3
    assert "needs: Yearly revenue" in said
    assert "needs: Costs already committed" in said


@pytest.mark.parametrize(
    ("name", "outcome"), [("eligible", "eligible"), ("too-large", "not_eligible"), ("unfinished", "unknown")]
)
def test_the_answer_as_json(name, outcome):
    _code, said, _err = check(name, "--json")
    answer = json.loads(said)
    assert (answer["programme"], answer["on"], answer["outcome"]) == ("cdmn", "2026-03-02", outcome)
    assert len(answer["verdicts"]) == 11
    assert bool(answer["referrals"]) == (outcome == "not_eligible")


def test_another_day_gives_another_answer():
    code, said, _err = check("eligible", "--on", "2026-04-20")
    assert code == 1
    assert "The host and we need 30 days" in said


def test_a_bad_file_is_named_with_its_line(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "kontor-application/1",\n "firm": {"employes": 3},\n "application": {}}')
    code, said, complaint = run("check_eligibility", CDMN, str(broken))
    assert (code, said) == (2, "")
    assert (
        complaint.strip() == f"{broken}, line 2: firm.employes: 'employes' is not known here; did you mean 'employees'?"
    )


def test_a_file_that_is_not_there():
    code, _said, complaint = run("check_eligibility", "nowhere.json", "nowhere.json")
    assert code == 2
    assert complaint.strip() == "nowhere.json: No such file or directory"


@pytest.mark.django_db
def test_loading_twice_says_the_same_version():
    assert run("load_programme", CDMN)[:2] == (0, "CDMN Soft Landing (cdmn) is now at version 1.\n")
    assert run("load_programme", CDMN)[:2] == (0, "CDMN Soft Landing (cdmn) is now at version 1.\n")
    assert Programme.objects.get().slug == "cdmn"


@pytest.mark.django_db
def test_a_wrong_programme_is_refused_whole(tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text(Path(CDMN).read_text().replace('"field": "employees"', '"field": "staff"'))
    code, _said, complaint = run("load_programme", str(wrong))
    assert code == 2
    assert "line 74: rules[3].field: 'staff' is not a word" in complaint
    assert not Programme.objects.exists()


def test_the_schema_is_printed():
    _code, said, _err = run("load_programme", "--schema")
    assert json.loads(said) == json.loads(Path("docs/programme.schema.json").read_text())
