"""The rule for passwords: Django's four checks, asked together and told in one sentence that a phone has room for."""

from typing import Final

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.members.models import Member

SHORTEST: Final = 8


class SoundPassword:
    """One entry of AUTH_PASSWORD_VALIDATORS in place of four; each check that fails is still named by itself."""

    checks = (
        UserAttributeSimilarityValidator(),
        MinimumLengthValidator(SHORTEST),
        CommonPasswordValidator(),
        NumericPasswordValidator(),
    )

    def validate(self, password: str, user: Member | None = None) -> None:
        """Raises ValidationError with the words of every check that failed."""
        errors: list[ValidationError] = []
        for check in self.checks:
            try:
                check.validate(password, user)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        return _("At least %(n)d characters, not only digits, not a common word, not like your name or e-mail.") % {
            "n": SHORTEST
        }
