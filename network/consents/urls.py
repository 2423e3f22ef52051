"""The door of consents."""

from ground.web.policies import members, route
from network.consents import views

urlpatterns = [route("me/consents/", views.consents, name="consents", who=members())]
