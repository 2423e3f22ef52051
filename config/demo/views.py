"""The demo's open door: one click, and one is a member of its story. Served with the demo's settings only."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ground.ui.navigation import url_of
from network.members.models import Member

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST_PLACES = {"exhibitor": "events:shows", "commissioner": "network:introductions"}


def enter(request: HttpRequest) -> HttpResponse:
    """Log in as the member who plays a role, and go where this role's work is."""
    role = request.POST.get("role", "")
    addresses = {name: email for name, email, _password in settings.DEMO_LOG_INS}
    member = Member.objects.filter(email=addresses.get(role, ""), is_active=True).first()
    if member is None:
        messages.error(request, _("The demo has nobody in this role. Choose one of those on the page."))
        return redirect("front")
    login(request, member, backend=BACKEND)
    return redirect(url_of("landings:desk") or url_of(FIRST_PLACES.get(role, "network:feed")) or "/")
