from django.db import models

from landings.programmes.models import Programme


class Publication(models.Model):
    """Figures of a programme as they were published together, for ever: what comes next is reckoned against them."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="landings_publication_once")]

    def __str__(self) -> str:
        return f"publication {self.number} of {self.programme_id}"


class PublishedSum(models.Model):
    """One figure: the sum of a measure over the landings of a market, a host or a year, or over all of them.

    `answers` are the letters that it adds up, each with the version that counted. Money in minor units of the
    programme's currency.
    """

    class Table(models.TextChoices):
        ALL = "all"
        MARKET = "market"
        YEAR = "year"
        HOST = "host"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="sums")
    measure = models.CharField(max_length=40)
    table = models.CharField(max_length=6, choices=Table.choices)
    cell = models.CharField(max_length=40, blank=True)
    total = models.BigIntegerField()
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "measure", "table", "cell"], name="landings_published_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} of {self.table} {self.cell}".strip()
