"""The doors of events, feature by feature."""

from django.urls import include, path

app_name = "events"
urlpatterns = [
    path("", include("events.shows.urls")),  # first: `shows/new/` is no show's name
    path("", include("events.booths.urls")),
    path("", include("events.chats.urls")),
    path("", include("events.sessions.urls")),
    path("", include("events.lobby.urls")),
]
