"""Realtime's own doors."""

from django.urls import URLPattern, URLResolver

from ground.web.policies import ANY, POST, everyone, only, route
from realtime.operating import health, letters, pages, questions

app_name = "realtime"
urlpatterns: list[URLPattern | URLResolver] = [
    route("livez", health.livez, name="livez", who=everyone()),
    route("readyz", health.readyz, name="readyz", who=everyone()),
    route("metrics", pages.metrics, name="metrics", who=only(operator=ANY)),
    route("operating/", pages.page, name="operating", who=only(operator=ANY)),
    route(
        "operating/dead/<int:job_id>/retry/",
        pages.retry,
        name="retry",
        who=only(operator=ANY),
        methods=POST,
    ),
    route("operating/outside/", letters.page, name="outside", who=only(operator=ANY)),
    route(
        "operating/outside/retry/",
        letters.retry_all,
        name="retry-kind",
        who=only(operator=ANY),
        methods=POST,
    ),
    route(
        "operating/outside/<int:outside_id>/retry/",
        letters.retry,
        name="retry-letter",
        who=only(operator=ANY),
        methods=POST,
    ),
    route(
        "operating/outside/<int:outside_id>/discard/",
        letters.discard,
        name="discard",
        who=only(operator=ANY),
        methods=POST,
        asks=questions.DISCARD,
    ),
]
