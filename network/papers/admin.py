"""The staff: the house's papers, one for each language."""

from typing import Any

from django.contrib import admin
from django.utils import timezone

from network.members.models import MemberRequest
from network.papers import actions
from network.papers.models import Paper


@admin.register(Paper)
class PaperAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("kind", "language", "changed_by", "changed_at")
    list_filter = ("kind", "language")
    list_select_related = ("changed_by",)
    ordering = ("kind", "language")
    fields = ("kind", "language", "body")
    actions = None

    def get_readonly_fields(self, request: MemberRequest, obj: Paper | None = None) -> tuple[str, ...]:  # type: ignore[override]
        return ("kind", "language") if obj else ()

    def save_model(self, request: MemberRequest, obj: Paper, form: Any, change: bool) -> None:  # type: ignore[override]
        words = {"kind": obj.kind, "language": obj.language, "body": obj.body}
        obj.pk = actions.write(**words, by=request.user, now=timezone.now()).pk

    def delete_model(self, request: MemberRequest, obj: Paper) -> None:  # type: ignore[override]
        actions.withdraw(obj.pk)
