"""What a name may hold: any script, but nothing that is unseen or turns the line round."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

JOINERS = "\u200c\u200d"


def plain_words(text: str) -> None:
    """Raises ValidationError where a control character, or one that overrides the direction, hides in the text."""
    if any(unicodedata.category(letter) in ("Cc", "Cf") and letter not in JOINERS for letter in text):
        raise ValidationError(_("This holds characters that cannot be seen. Type it again."), code="unseen")
