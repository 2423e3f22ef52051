import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from config.demo.loading import tell_all
from config.settings import demo
from landings.letters.models import Letter
from landings.placements.models import Landing
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import Stream, broken_links

LOG_INS = demo.DEMO_LOG_INS


@pytest.mark.django_db
def test_the_story_reproduces_what_the_programme_reported(capsys):
    with override_settings(DEMO=True, DEMO_LOG_INS=LOG_INS):
        chapters = [name for name, _seconds in tell_all()]
        call_command("load_demo")
    assert "already" in capsys.readouterr().out
    assert chapters[0] == "people"
    call_command("impact", "cdmn", "--json")
    figures = json.loads(capsys.readouterr().out)
    claimed = {key: measure["claimed_total"] for key, measure in figures["measures"].items()}
    assert (figures["landings"], figures["letters"]["received"]) == (100, 45)
    assert (claimed["revenue"], claimed["investment"], claimed["hires"]) == (20_000_000, 15_000_000, 10)
    assert Organisation.objects.filter(kind="host").count() == 29
    assert Letter.objects.waiting().filter(sends=1).count() == 3
    assert Landing.objects.filter(started_at__isnull=True).count() > 0
    assert not any(broken_links(stream) for stream in Stream.objects.filter(kind="landing")[:20])
    assert all(member.email.endswith("@kontor.example") for member in Member.objects.all())
    assert Client().login(username=LOG_INS[0][1], password=LOG_INS[0][2])


@pytest.mark.django_db
def test_it_is_for_the_demo_only():
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Member.objects.exists()
