"""The demo's addresses: everything, and the outbox."""

from django.urls import include, path

from config.urls import urlpatterns as everything
from network.notices.urls import outbox_doors
from network.urls import urlpatterns as network

inside = ([*network, path("", include(outbox_doors))], "network")
urlpatterns = [path("", include(inside)), *everything]
