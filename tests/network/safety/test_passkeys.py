"""Anybody may send something else than a passkey: a wrong code, and no fault."""

import json

import pytest
from allauth.core import context
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories.members import make_member

PARTS = [
    "id",
    "rawId",
    "type",
    "response",
    "userHandle",
    "clientDataJSON",
    "authenticatorData",
    "signature",
    "MQ",
    "e30",
]
SENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(PARTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner, max_size=8),
)
WHOLE = {"id": "MQ", "rawId": "MQ", "type": "public-key", "response": dict.fromkeys(PARTS, "e30")}
NO_PASSKEYS = [
    *("{}", "null", "1", '"x"', "[]", "[" * 5000, '{"a":' * 5000, '{"id": 1, "response": []}', '{"response": null}'),
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "!!!!"}}),
    json.dumps(WHOLE),
]


@pytest.mark.django_db
@pytest.mark.parametrize("credential", NO_PASSKEYS, ids=lambda sent: sent[:30])
def test_no_passkey_at_the_door_is_a_wrong_code(credential):
    cache.clear()  # allauth counts tries in it
    client = Client(raise_request_exception=False)
    client.get("/account/2fa/webauthn/login/")
    assert client.post("/account/2fa/webauthn/login/", {"credential": credential}).status_code in (302, 422)


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_a_number_in_place_of_bytes_fills_no_memory(part, rf):
    """It was taken for as many bytes: a short answer cost 12 GB."""
    sent = {**WHOLE, "response": {**WHOLE["response"], part: 2**40}}
    request = rf.get("/")
    request.session, request.user = {}, make_member()

    with context.request_context(request):
        form = import_string(settings.MFA_FORMS["add_webauthn"])(
            data={"credential": json.dumps(sent)}, user=request.user
        )
        assert "credential" in form.errors


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in settings.MFA_FORMS if name.endswith("webauthn")))
def test_whatever_is_sent_for_a_passkey_is_refused_in_words(name, rf):
    member = make_member()
    request = rf.get("/")
    request.session, request.user = {}, member
    words = {} if name == "login_webauthn" else {"user": member}

    @example(False)
    @example(0)
    @given(SENT | st.builds(lambda part: {**WHOLE, "response": part}, SENT))
    def refused(sent):
        form = import_string(settings.MFA_FORMS[name])(data={"credential": json.dumps(sent)}, **words)
        assert form.errors

    with context.request_context(request):
        refused()
