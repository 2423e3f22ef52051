"""The doors of network, feature by feature."""

from django.urls import include, path

app_name = "network"
urlpatterns = [
    path("", include("network.bookmarks.urls")),
    path("", include("network.calendar.urls")),
    path("", include("network.connections.urls")),
    path("", include("network.consents.urls")),
    path("", include("network.directory.urls")),
    path("", include("network.feed.urls")),
    path("", include("network.following.urls")),
    path("", include("network.forums.urls")),
    path("", include("network.introductions.urls")),
    path("", include("network.members.urls")),
    path("", include("network.messages.urls")),
    path("", include("network.mydata.urls")),
    path("", include("network.notices.urls")),
    path("", include("network.organisations.urls")),
    path("", include("network.papers.urls")),
    path("", include("network.recommendations.urls")),
    path("", include("network.safety.urls")),
    path("", include("network.signing.urls")),
    path("", include("network.tokens.urls")),
]
