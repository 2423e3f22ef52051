from django.db import models


class LooseFile(models.Model):
    """A file in the storage to which no row refers, yet or any more. After `due_at` it is deleted; from `leaving_at` on
    nobody may take it up.
    """

    name = models.CharField(max_length=255, unique=True)
    due_at = models.DateTimeField(db_index=True)
    leaving_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
