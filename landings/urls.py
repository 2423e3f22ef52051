"""The doors of landings, feature by feature."""

from django.urls import include, path

app_name = "landings"
urlpatterns = [
    path("", include("landings.applications.urls")),
    path("", include("landings.desks.urls")),
    path("", include("landings.grants.urls")),
    path("", include("landings.hosts.urls")),
    path("", include("landings.impact.urls")),
    path("", include("landings.itineraries.urls")),
    path("", include("landings.letters.urls")),
    path("", include("landings.matching.urls")),
    path("", include("landings.placements.urls")),
    path("", include("landings.programmes.urls")),
]
