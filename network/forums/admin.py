"""The staff: boards, and whom a closed one lists. Threads and posts are moderated where they are read."""

from itertools import product
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.forms.models import ModelFormMetaclass
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.words.oneline import OneLine
from ground.words.said import languages, still_said
from network.forums import actions
from network.forums.models import Board, Listing
from network.members.models import MemberRequest

PLAIN = ("name", "slug", "about", "subject", "icon", "audience", "voices", "place")
LONGEST = {"name": 80, "about": 240}
SAID = {"name": _("Name"), "about": _("What it is for, in one line")}


def _other_languages() -> dict[str, OneLine]:
    """A field for each text in each language of the pages; an empty one is shown as written."""
    return {
        f"{name}_{code}": OneLine(label=f"{text} ({language})", required=False, max_length=LONGEST[name])
        for name, text in SAID.items()
        for code, language in languages()
    }


class Said(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Board
        fields = PLAIN

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (code, _language) in product(SAID, languages()):
            words = self.instance.translations.get(code, {}).get(getattr(self.instance, name), "")
            self.initial.setdefault(f"{name}_{code}", words)

    def translations(self) -> dict[str, dict[str, str]]:
        """What was typed, under the words as they are now."""
        given = {
            code: {self.cleaned_data[name]: self.cleaned_data[f"{name}_{code}"] for name in SAID}
            for code, _language in languages()
        }
        return still_said(given, (self.cleaned_data[name] for name in SAID))


BoardForm = cast(
    "type[forms.ModelForm[Board]]",
    ModelFormMetaclass("BoardForm", (Said,), {"__module__": __name__, **_other_languages()}),
)


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = BoardForm
    list_display = ("name", "subject", "audience", "voices", "thread_count", "post_count", "last_post_at")
    list_filter = ("subject", "audience")
    search_fields = ("name", "about")
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: MemberRequest, obj: Board, form: Any, change: bool) -> None:  # type: ignore[override]
        obj.translations = form.translations()
        if change:
            values = {name: form.cleaned_data[name] for name in PLAIN}
            actions.change_board(obj.pk, by=request.user, now=timezone.now(), translations=obj.translations, **values)
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
