"""The doors of feed."""

from ground.web.policies import members, route
from network.feed import views

urlpatterns = [route("feed/", views.feed, name="feed", who=members())]
