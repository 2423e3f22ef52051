"""The staff: begin to close somebody's account, with a reason, and take back what staff began."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.members.models import Member, MemberRequest
from network.mydata import actions, rules
from network.mydata.models import Closing
from network.mydata.registry import obstacles_of


class CloseAnothers(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Closing
        fields = ("member", "posts", "reason")
        help_texts = {
            "reason": gettext_lazy("The member reads it, in a mail and when they log in. It is erased with them."),
        }

    def clean_member(self) -> Member:
        member: Member = self.cleaned_data["member"]
        found = obstacles_of(member.pk, timezone.now())
        if found:
            raise ValidationError([one.words for one in found])
        return member

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise ValidationError(_("Say why, for whoever is asked later."))
        return reason


@admin.register(Closing)
class ClosingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = CloseAnothers
    raw_id_fields = ("member",)
    list_display = ("member", "by", "asked_at", "due_at", "held_at", "taken_back_at", "erased_at")
    list_select_related = ("member", "by")
    ordering = ("-pk",)
    actions = ("take_back",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Closing | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Closing | None = None) -> bool:
        """What was begun is not changed: it is taken back, and begun anew."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Closing | None = None) -> bool:
        return False

    def save_model(self, request: MemberRequest, obj: Closing, form: Any, change: bool) -> None:  # type: ignore[override]
        words = {"posts": obj.posts, "reason": obj.reason}
        obj.pk = actions.close(obj.member_id, by=request.user, now=timezone.now(), **words).pk

    @admin.action(description=gettext_lazy("Take back: the account stays"), permissions=["view"])
    def take_back(self, request: MemberRequest, chosen: QuerySet[Closing]) -> None:
        for closing in chosen.standing():  # type: ignore[attr-defined]  # our queryset
            if not rules.may_close(request.user, closing.member):
                raise PermissionDenied
            actions.stop(closing.pk, by=request.user, now=timezone.now())
