"""The doors of directory."""

from ground.web.policies import members, route
from network.directory import views

urlpatterns = [
    route("network/", views.directory, name="directory", who=members()),
    route("search/", views.search, name="search", who=members()),
]
