from django.test import RequestFactory

from ground.web import nul


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
