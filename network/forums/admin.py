"""The staff: boards, and whom a closed one lists. Threads and posts are moderated where they are read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from network.forums import actions
from network.forums.models import Board, Listing
from network.members.doors import MemberRequest

PLAIN = ("name", "slug", "about", "subject", "icon", "audience", "voices", "place")


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    fields = PLAIN
    list_display = ("name", "subject", "audience", "voices", "thread_count", "post_count", "last_post_at")
    list_filter = ("subject", "audience")
    search_fields = ("name", "about")
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: MemberRequest, obj: Board, form: Any, change: bool) -> None:  # type: ignore[override]
        if change:
            actions.change_board(
                obj.pk, by=request.user, now=timezone.now(), **{k: form.cleaned_data[k] for k in PLAIN}
            )
        else:
            actions.open_board(obj, by=request.user, now=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        return False


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("board", "member", "organisation", "moderates_since")
    list_filter = ("board",)
    autocomplete_fields = ("board",)
    raw_id_fields = ("member", "organisation")
    fields = ("board", "member", "organisation", "moderates_since")

    def save_model(self, request: MemberRequest, obj: Listing, form: Any, change: bool) -> None:  # type: ignore[override]
        moderates, by, now = obj.moderates_since is not None, request.user.pk, timezone.now()
        if obj.member:
            made = actions.list_member(obj.board_id, obj.member, moderates=moderates, by=by, now=now)
        elif obj.organisation:
            made = actions.list_organisation(obj.board_id, obj.organisation, moderates=moderates, by=by, now=now)
        obj.pk = made.pk

    def delete_model(self, request: MemberRequest, obj: Listing) -> None:  # type: ignore[override]
        actions.unlist(obj.pk, by=request.user.pk, now=timezone.now())

    def delete_queryset(self, request: MemberRequest, queryset: Any) -> None:  # type: ignore[override]
        for listing in queryset:
            self.delete_model(request, listing)
