"""What we use of libraries beyond their public interface: each in one module, and still what it was.

When one of these fails after an upgrade, the library has changed what it never promised. Its test says where we rely on
it, and what to do: read the new version's code, mend that one module, and keep the test.
"""

import inspect
import re
from pathlib import Path

import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ground.tables import commits
from ground.web import log_context
from network.safety.forms import flows, is_reauthentication_required
from tests.factories.members import make_member

ROOT = Path(__file__).parents[2]
# What is looked for in the code, and the one module that may say it.
HOMES = {
    r"run_on_commit": "ground/tables/commits.py",
    r"atomic_blocks|_from_testcase": "ground/tables/commits.py",
    r"uvicorn\.protocols\.http": "config/serve/requests.py",
    r"uvicorn\.protocols\.websockets": "config/serve/sockets.py",
    r"uvicorn\.protocols\.utils": "config/serve/sockets.py",
    r"allauth\.[\w.]*internal": "network/safety/forms.py",
    r"ASGIHandler": "config/handler.py",
    r"_js_module_import_aggregation_patterns": "config/statics.py",
    r"_cached_user": "ground/web/log_context.py",
    r"request\._messages": "ground/web/asking.py",
}


def code():
    areas = ["config", "landings", "events", "network", "realtime", "ground"]
    return sorted(file for area in areas for file in (ROOT / area).rglob("*.py"))


@pytest.mark.parametrize("said", HOMES)
def test_each_has_one_home(said):
    assert [file for file in code() if re.search(said, file.read_text())] == [ROOT / HOMES[said]]


@pytest.mark.django_db
def test_django_knows_which_blocks_are_open_and_which_is_a_tests():
    """`ground/tables/commits.py`: `atomic_blocks`, the innermost last, each with `_from_testcase`. Else what waits for
    the world is done within transactions, or refused in every test.
    """
    commits.refuse_in_transaction("a test")
    with transaction.atomic(), pytest.raises(commits.InTransaction):
        commits.refuse_in_transaction("a test")


@pytest.mark.django_db
def test_django_keeps_what_follows_a_commit_as_it_did():
    """`ground/tables/commits.py`: (savepoints, call, robust), in order. Else a hint is told once for each event."""
    called = []

    def first():
        called.append(1)

    with transaction.atomic():
        commits.once_after_commit(first)
        commits.once_after_commit(first)
        assert commits.waiting()[-1] is first
        assert commits.waiting().count(first) == 1


@pytest.mark.django_db
def test_django_keeps_who_asks_where_it_did(rf: RequestFactory):
    """`ground/web/log_context.py` reads `_cached_user`, so that logging asks no database. Else logs name nobody."""
    request = rf.get("/")
    request.session = {}
    AuthenticationMiddleware(lambda request: HttpResponse()).process_request(request)
    assert log_context.told(request) == {}
    request._cached_user = ada = make_member()
    assert log_context.told(request) == {"member": ada.pk}
    assert request.user == ada


def test_django_keeps_messages_where_it_did(rf):
    """`ground/web/asking.py` takes a rehearsal's messages back by a new storage in `_messages`."""
    request = rf.get("/")
    request.session = {}
    MessageMiddleware(lambda request: HttpResponse()).process_request(request)
    assert hasattr(request._messages, "add")


def test_djangos_handler_has_the_parts_that_ours_puts_together():
    """`config/handler.py` overrides `handle`, and calls the rest as Django's own does: compare both when this fails."""
    assert list(inspect.signature(ASGIHandler.handle).parameters) == ["self", "scope", "receive", "send"]
    assert list(inspect.signature(ASGIHandler.create_request).parameters) == ["self", "scope", "body_file"]
    assert list(inspect.signature(ASGIHandler.send_response).parameters) == ["self", "response", "send"]
    assert "_handler_class" in inspect.getsource(ASGIHandler)
    assert list(inspect.signature(ASGIRequest.__init__).parameters) == ["self", "scope", "body_file"]


def test_uvicorns_http_has_the_hooks_that_ours_fills():
    """`config/serve/requests.py` bounds headers and bodies in these; else half-sent ones are waited for, for ever."""
    hooks = (
        "connection_made connection_lost data_received handle_websocket_upgrade on_headers_complete on_message_complete"
    )
    for name in hooks.split():
        assert callable(getattr(HttpToolsProtocol, name)), name
    made = inspect.getsource(HttpToolsProtocol.__init__)
    assert all(f"self.{name}" in made for name in ("loop", "transport", "flow", "cycle", "pipeline"))


def test_uvicorns_sockets_have_the_hooks_and_the_state_that_ours_uses():
    """`config/serve/sockets.py`: the mailbox, the gate and whole frames written at once rest on these names."""
    hooks = (
        "handle_connect start_keepalive keepalive_timeout on_task_complete send_receive_event_to_app "
        "handle_parser_exception receive send"
    )
    for name in hooks.split():
        assert callable(getattr(WebSocketsSansIOProtocol, name)), name
    made = inspect.getsource(WebSocketsSansIOProtocol.__init__)
    state = "queue writable read_paused close_sent handshake_complete conn frames"
    assert [name for name in state.split() if f"self.{name}" not in made] == []


def test_allauth_asks_again_and_finishes_a_log_in_as_it_did():
    """`network/safety/forms.py`: a second step before it is removed; the same answers for every address."""
    assert next(iter(inspect.signature(is_reauthentication_required).parameters)) == "request"
    assert list(inspect.signature(flows.login.perform_login).parameters) == ["request", "login"]
    assert "email" in inspect.signature(flows.signup.prevent_enumeration).parameters


def test_the_pattern_of_imports_in_modules_stands_where_it_did():
    """`config/statics.py` takes Django's own pattern for `import`, for our modules alone."""
    patterns = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns
    assert patterns[0] == "*.js" and any("import" in str(one) for one in patterns[1])
