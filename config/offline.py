"""What a browser shows of ours when no line leads here: our own page, with what was typed on the one that cannot come.

A worker in the browser keeps that page and what it is drawn with, and nothing else: no page of a member's is kept. It
is the visitor's page, the same for everybody.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


def worker(request: HttpRequest) -> HttpResponse:
    """At the root, for a worker answers for what lies below its address. It names hashed files: a release is new."""
    answer = render(request, "worker.js", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
