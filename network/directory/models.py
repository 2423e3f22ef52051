from typing import Final

from django.db import models


class SearchWord(models.Model):
    """A word that stands, or once stood, in something that is searched: what a misspelt one may have meant."""

    LONGEST: Final = 30

    text = models.CharField(max_length=LONGEST, unique=True)

    def __str__(self) -> str:
        return self.text
