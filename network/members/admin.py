"""The staff: find a member, block one, and, for administrators, say who is staff. What members wrote of themselves
is theirs to change.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.members import actions, rules
from network.members.models import Member, MemberRequest

TOLD = ("name", "email", "headline", "country", "city", "joined_at", "confirmed_at", "last_login")
TRUST = ("is_staff", "is_superuser")


class Standing(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Member
        fields = ("is_active", *TRUST)
        labels = {
            "is_active": _("May log in"),
            "is_staff": _("Staff"),
            "is_superuser": _("Administrator"),
        }
        help_texts = {
            "is_active": _(
                "Without it they are blocked: logged out at once, and seen by nobody. What they wrote stays."
            ),
            "is_staff": _("Sees how the site runs, finds members, and blocks them."),
            "is_superuser": _("Has all of the staff's pages, and says who is staff."),
        }

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if given and given.get("is_superuser") and not given.get("is_staff"):
            self.add_error("is_staff", _("An administrator is staff too."))
        return given


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = Standing
    list_display = ("email", "name", "joined_at", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("name", "email", "emailaddress__email")
    search_help_text = _("A name, or an e-mail address.")
    ordering = ("-joined_at", "-pk")
    readonly_fields = TOLD
    fieldsets = ((None, {"fields": ("is_active", *TRUST)}), (_("What they say of themselves"), {"fields": TOLD}))
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up; `manage.py first_admin` makes the first administrator."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return True

    def has_change_permission(self, request: MemberRequest, obj: Member | None = None) -> bool:  # type: ignore[override]
        return obj is None or rules.may_block(request.user, obj)

    def get_readonly_fields(self, request: MemberRequest, obj: Member | None = None) -> tuple[str, ...]:  # type: ignore[override]
        return TOLD if obj and rules.may_entrust(request.user, obj) else (*TOLD, *TRUST)

    def save_model(self, request: MemberRequest, obj: Member, form: Any, change: bool) -> None:  # type: ignore[override]
        standing = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.stand(obj.pk, by=request.user, standing=standing, now=timezone.now())
