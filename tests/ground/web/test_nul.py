import pytest
from django.test import RequestFactory

from ground.web import nul
from realtime.access.identity import who_calls
from tests.factories.members import make_member


def test_the_letter_that_no_database_takes_is_taken_out():
    request = RequestFactory().post("/?q=a%00b&q=c&%00=x", {"body": "one\0two", "who": ["1", "2\0"]})
    nul.take_out(request)
    assert dict(request.GET.lists()) == {"q": ["ab", "c"], "": ["x"]}
    assert dict(request.POST.lists()) == {"body": ["onetwo"], "who": ["1", "2"]}


def test_a_request_without_it_is_left_as_it_is():
    request = RequestFactory().post("/?q=a", {"body": "one"})
    asked, sent = request.GET, request.POST
    nul.take_out(request)
    assert (asked, sent) == (request.GET, request.POST)
    assert request.POST is sent


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/forums/%00/", "/shows/a%00b/", "/account/confirm-email/%00/", "/nothing/%00/"])
def test_no_path_with_it_makes_a_door_fail(client, path):
    client.raise_request_exception = False
    assert client.get(path).status_code == 404
    client.force_login(make_member(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code in (404, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "zone", "device", "theme", "django_language", "messages"])
def test_no_cookie_with_it_makes_a_door_fail(client, name):
    """Written `\\000` within quotation marks, as cookies may."""
    client.raise_request_exception = False
    cookie = f'{name}="\\000abcdefghijklmnop"'
    assert client.get("/forums/", headers={"cookie": cookie}).status_code == 200
    scope = {"headers": [(b"cookie", cookie.encode())], "query_string": b""}
    assert who_calls(scope).member is None
