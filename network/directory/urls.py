"""The doors of directory."""

from network.directory import views
from realtime.access import members, route

urlpatterns = [
    route("network/", views.directory, name="directory", who=members()),
    route("search/", views.search, name="search", who=members()),
]
