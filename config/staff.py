"""The staff's site. It has no log-in and no password form of its own: one would lead round the second step."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from ground.web.addresses import is_ours


class Staff(AdminSite):
    site_header = site_title = "Kontor"

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Where everybody logs in. Who has, and is no staff, is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        asked = request.GET.get("next", "")
        after = asked if is_ours(request, asked) else reverse("admin:index")
        return redirect(after) if request.user.is_authenticated else redirect_to_login(after)

    def password_change(  # type: ignore[override]  # the stubs know of its own page only
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
