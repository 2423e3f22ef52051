"""A tour of the demo: who looks at which pages, and what each page asks of the database and of its templates."""

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest import mock

from django.conf import settings
from django.db import connection
from django.template import base
from django.test import Client

from network.members.models import Member

HOST = "localhost"
BACKEND = "django.contrib.auth.backends.ModelBackend"
VISITOR = "visitor"
PLAINEST = "/account/password/reset/"
"""A form of one field, for a visitor: what every page pays, and hardly more."""

PAGES = {
    VISITOR: f"{PLAINEST} / /shows/",
    "founder": "/desk/ /feed/ /network/ /network/?q=data /network/?show=members /connections/ /search/?q=data "
    "/forums/ /forums/threads/ /messages/ /notices/ /introductions/ /landings/ /landings/sites/ "
    "/landings/programmes/cdmn/ /shows/ /shows/northern-services-week/ /calendar/ /impact/cdmn/ /organisations/ /me/",
    "officer": "/desk/ /landings/programmes/cdmn/intake/ /landings/mine/",
    "host": "/desk/ /landings/sites/mine/ /landings/matches/",
    "commissioner": "/desk/ /introductions/ /organising/",
    "exhibitor": "/desk/ /exhibiting/",
}


@dataclass(frozen=True)
class Asked:
    """What a page asked: statements of the database, nodes of templates. `cookie` is the reader's session."""

    role: str
    path: str
    statements: int
    nodes: int
    cookie: str

    @property
    def name(self):
        return f"{self.role} {self.path}"


def walk():
    """Every page of the tour, once for what fills caches and once counted."""
    emails = {role: email for role, email, _password in settings.DEMO_LOG_INS}
    for role, paths in PAGES.items():
        client = Client(headers={"host": HOST})
        if role in emails:
            client.force_login(Member.objects.get(email=emails[role]), backend=BACKEND)
        for path in paths.split():
            yield look(client, role, path)


def look(client, role, path):
    for _ in range(2):
        answer = client.get(path)
        assert answer.status_code == 200, (role, path, answer.status_code)
    with counted() as found:
        client.get(path)
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return Asked(role, path, found["statements"], found["nodes"], cookie.value if cookie else "")


@contextmanager
def counted():
    """Counts `statements` of this connection, and `nodes` that templates draw."""
    found = Counter()

    def asked(execute, *words):
        found["statements"] += 1
        return execute(*words)

    with ExitStack() as closing:
        closing.enter_context(connection.execute_wrapper(asked))
        for kind in (base.Node, base.TextNode):
            closing.enter_context(mock.patch.object(kind, "render_annotated", _counting(kind, found)))
        yield found


def _counting(kind, found):
    draw = kind.render_annotated

    def drawn(node, context):
        found["nodes"] += 1
        return draw(node, context)

    return drawn
