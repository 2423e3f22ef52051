import gzip
import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.compression import Compressed
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member

ASKING = {"Accept-Encoding": "gzip, br"}


@pytest.mark.django_db
def test_a_thread_goes_out_compressed_and_is_the_same_page(log_in):
    thread = make_thread()
    for _ in range(5):
        make_post(thread)
    client = log_in(make_member())
    plain = client.get(thread.get_absolute_url())
    folded = client.get(thread.get_absolute_url(), headers=ASKING)
    assert folded["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in folded["Vary"]
    assert int(folded["Content-Length"]) == len(folded.content) < len(plain.content) / 3
    assert bare(gzip.decompress(folded.content)) == bare(plain.content)
    assert not plain.has_header("Content-Encoding")


def bare(content):
    return re.sub(r'(nonce|value)="[\w+/=-]{16,}"', "", content.decode())


@pytest.mark.django_db
def test_its_length_and_its_token_differ_each_time(client):
    answers = [client.get("/account/login/", headers=ASKING) for _ in range(12)]
    pages = [gzip.decompress(answer.content).decode() for answer in answers]
    tokens = {re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1] for page in pages}
    assert len(tokens) == 12
    assert len({len(answer.content) for answer in answers}) > 3


@pytest.mark.django_db
def test_a_page_reached_by_a_secret_goes_out_as_it_is(client):
    answer = client.get("/letters/verify/nothing/", headers=ASKING)
    assert len(answer.content) > 1000
    assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("answer", "folded"),
    [
        (HttpResponse("word " * 200), True),
        (HttpResponse("word " * 200, content_type="application/json"), True),
        (HttpResponse("word " * 200, content_type="text/csv; charset=utf-8"), True),
        (HttpResponse("short"), False),
        (HttpResponse("word " * 200, content_type="image/webp"), False),
        (HttpResponse("word " * 200, content_type="application/pdf"), False),
        (HttpResponse("word " * 200, headers={"Content-Encoding": "br"}), False),
        (StreamingHttpResponse(iter(["word "] * 200)), False),
    ],
)
def test_only_text_that_is_worth_it_is_compressed(answer, folded):
    given = Compressed(lambda request: answer)(RequestFactory().get("/", headers=ASKING))
    assert (given.get("Content-Encoding") == "gzip") is folded
