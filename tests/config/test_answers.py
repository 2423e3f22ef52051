"""What refuses a request before any view is asked speaks the member's language too."""

import re

import pytest
from django.core.handlers.base import BaseHandler

from config.handler import TOO_LARGE
from tests.factories.members import make_member


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_was_too_large_is_told_in_the_members_language(rf, log_in, language):
    client = log_in(make_member(language=language))
    request = rf.post("/theme/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.scope = {TOO_LARGE: True}
    handler = BaseHandler()
    handler.load_middleware()

    answer = handler.get_response(request)

    assert answer.status_code == 413
    assert re.search(rf'<html\s+lang="{language}"', answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["hex", "undefined", "idna", "unicode_escape", "utf-7", "utf-16", "latin-1"])
@pytest.mark.parametrize("door", ["/account/login/", "/account/signup/", "/theme/", "/api/v1/threads/1/posts"])
def test_a_form_in_other_letters_than_utf_8_is_refused_in_words(client, door, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\na\\ud800 +2AA-\r\n--x--\r\n'

    answer = client.generic("POST", door, body, content_type=f"multipart/form-data; boundary=x; charset={charset}")

    assert answer.status_code == 400
    assert b"problem" in answer["Content-Type"].encode() or b"We could not read that" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["UTF-8", "utf8", "us-ascii", "nonsense"])
def test_a_form_in_utf_8_is_read_however_that_is_written(client, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\nzo\r\n--x--\r\n'

    answer = client.generic(
        "POST", "/account/login/", body, content_type=f"multipart/form-data; boundary=x; charset={charset}"
    )

    assert answer.status_code == 422
