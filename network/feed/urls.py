"""The doors of feed."""

from network.feed import views
from realtime.access import members, route

urlpatterns = [route("feed/", views.feed, name="feed", who=members())]
