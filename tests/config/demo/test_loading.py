import json
import re
from collections import Counter
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from config.demo.loading import tell_all
from config.settings import demo
from landings.applications.eligibility import verdicts_of
from landings.applications.models import Application
from landings.letters.models import Letter
from landings.placements.models import Landing
from landings.programmes.verdicts import outcome
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import Stream, broken_links
from tests.sizes import BROAD

LOG_INS = demo.DEMO_LOG_INS


def shape_of(path):
    """Addresses of one kind have one shape: with numbers and names out."""
    return re.sub(r"/(threads|boards|members|organisations|shows|network)/[^/]+", r"/\1/*", re.sub(r"\d+", "*", path))


def wrong_links(client):
    """Walks from the desk along the links, one address of each shape; tells those that answer with an error."""
    waiting, met, times, wrong = [("/desk/", "")], {"/desk/"}, Counter(), []
    while waiting:
        path, source = waiting.pop(0)
        shape = shape_of(path.partition("?")[0])
        times[shape] += 1
        if times[shape] > (2 if BROAD else 1):
            continue
        answer = client.get(path)
        if answer.status_code >= 400:
            wrong.append((answer.status_code, path, source))
        elif answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for link in re.findall(r'href="(/[^"#]*)', answer.content.decode()):
                if link not in met and not link.startswith(("/static/", "/media/", "/account/logout")):
                    met.add(link)
                    waiting.append((unescape(link), path))
    assert len(met) > 30
    return wrong


@pytest.mark.django_db
@pytest.mark.wide
def test_no_page_links_to_where_its_reader_may_not_go():
    with override_settings(DEMO=True, DEMO_LOG_INS=LOG_INS):
        list(tell_all())
    assert [(role, *one) for role, client in doors() for one in wrong_links(client)] == []


def doors():
    for role, email, _password in LOG_INS:
        client = Client()
        client.force_login(Member.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
        yield role, client


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
    for application in Application.objects.filter(state="accepted"):
        assert outcome(verdicts_of(application, timezone.now())) == "eligible", application
    assert not any(broken_links(stream) for stream in Stream.objects.filter(kind="landing")[:20])
    assert all(member.email.endswith("@kontor.example") for member in Member.objects.all())
    assert Client().login(username=LOG_INS[0][1], password=LOG_INS[0][2])


@pytest.mark.django_db
def test_it_is_for_the_demo_only():
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Member.objects.exists()
