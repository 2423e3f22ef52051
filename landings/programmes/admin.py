"""The staff: who works for a programme, its first officer above all. From then on its officers say who does."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from landings.programmes import actions, rules
from landings.programmes.forms import AppointByStaff
from landings.programmes.models import Officer


@admin.register(Officer)
class OfficerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = AppointByStaff
    list_display = ("programme", "member", "role", "since")
    list_filter = ("role", "programme")
    list_select_related = ("programme", "member")
    search_fields = ("programme__name", "member__name", "member__email")
    ordering = ("programme__name", "role", "pk")
    autocomplete_fields = ("member",)
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Officer | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Officer | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or rules.may_go(obj))

    def save_model(self, request: HttpRequest, obj: Officer, form: Any, change: bool) -> None:
        made = actions.appoint(obj.programme_id, member=obj.member, role=obj.role, by=None, now=timezone.now())
        obj.pk = made.pk

    def delete_model(self, request: HttpRequest, obj: Officer) -> None:
        actions.dismiss(obj.programme_id, member_id=obj.member_id, by=None, now=timezone.now())
