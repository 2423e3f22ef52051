"""Realtime's own doors."""

from django.urls import URLPattern, URLResolver

from realtime import views
from realtime.access import everyone, route

app_name = "realtime"
urlpatterns: list[URLPattern | URLResolver] = [
    route("livez", views.livez, name="livez", who=everyone()),
    route("readyz", views.readyz, name="readyz", who=everyone()),
]
