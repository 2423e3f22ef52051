"""The example of docs/api.md, run as it stands against a real server."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from config.limits import LIMITS
from ground.web.api import scopes
from network.forums.models import Post
from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.factories.tokens import make_token

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


@pytest.fixture
def site(transactional_db):
    site = Site()
    site.start_web()
    yield site
    site.close()


def test_the_example_reads_and_writes(site):
    thread = make_thread()
    example = re.search(r"```sh\n(.*?)```", DOCUMENT, re.S).group(1)
    known = {
        "TOKEN": make_token(make_member()),
        "KONTOR": site.address,
        "THREAD": str(thread.pk),
        "PATH": os.environ["PATH"],
    }
    answers = [subprocess.run(["sh", "-ec", example], env=known, capture_output=True, text=True) for _ in range(2)]
    assert [answer.returncode for answer in answers] == [0, 0], answers
    assert thread.board.slug in answers[0].stdout
    assert '"body": "We ship from Halifax."' in answers[0].stdout
    assert Post.objects.filter(thread=thread).count() == 2


def test_the_table_names_every_scope():
    table = re.findall(r"^\| `(\w+:\w+)` \|", DOCUMENT, re.M)
    assert set(table) == set(scopes.all_scopes())


def test_the_limit_that_it_tells_is_the_one_that_is_kept():
    assert f"{LIMITS['api'].member.size} at once" in DOCUMENT
