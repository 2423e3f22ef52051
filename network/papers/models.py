from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.members.models import Member


class Paper(models.Model):
    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms")
        PRIVACY = "privacy", _("Privacy")
        CONTACT = "contact", _("Contact")

        @property
        def route(self) -> str:
            return f"network:paper-{self.value}"

    kind = models.CharField(_("paper"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    body = models.TextField(_("text"), max_length=60_000)
    html = models.TextField(editable=False)
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers: terms, privacy, contact")
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="network_paper_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"
