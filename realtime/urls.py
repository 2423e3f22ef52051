"""Realtime's own doors."""

from django.urls import URLPattern, URLResolver

from realtime import operating, views
from realtime.access import ANY, POST, everyone, only, route

app_name = "realtime"
urlpatterns: list[URLPattern | URLResolver] = [
    route("livez", views.livez, name="livez", who=everyone()),
    route("readyz", views.readyz, name="readyz", who=everyone()),
    route("metrics", operating.metrics, name="metrics", who=only(operator=ANY)),
    route("operating/", operating.page, name="operating", who=only(operator=ANY)),
    route(
        "operating/dead/<int:outbox_id>/retry/",
        operating.retry,
        name="retry",
        who=only(operator=ANY),
        methods=POST,
    ),
]
