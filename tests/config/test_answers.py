"""What refuses a request before any view is asked speaks the member's language too."""

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
    assert f'<html lang="{language}"' in answer.content.decode()
