import django.db.models.deletion
from django.db import migrations, models


def give_jobs(apps, schema_editor):
    """What waits to be sent, or was given up, goes on as outside work."""
    here = schema_editor.connection.alias
    mails, jobs = (apps.get_model("realtime", name).objects.using(here) for name in ("Mail", "OutsideJob"))
    for mail in mails.filter(sent_at=None).iterator():
        mail.job = jobs.create(
            kind="mail",
            key=mail.key,
            made_at=mail.made_at,
            due_at=mail.due_at,
            leased_until=mail.leased_until,
            attempts=mail.attempts,
            dead_at=mail.dead_at,
        )
        mail.save(update_fields=["job"])


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="OutsideJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=160)),
                ("key", models.CharField(max_length=160)),
                (
                    "event",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="realtime.event"
                    ),
                ),
                ("payload", models.JSONField(db_default={}, default=dict)),
                ("priority", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("token", models.PositiveIntegerField(db_default=0, default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["kind", "key"], name="realtime_outside_once")],
                "indexes": [
                    models.Index(
                        fields=["priority", "due_at", "id"],
                        name="realtime_outside_due",
                        condition=models.Q(done_at=None, dead_at=None),
                    ),
                    models.Index(
                        fields=["-id"], name="realtime_outside_dead", condition=models.Q(dead_at__isnull=False)
                    ),
                    models.Index(
                        fields=["done_at"], name="realtime_outside_done", condition=models.Q(done_at__isnull=False)
                    ),
                ],
            },
        ),
        migrations.AddField(
            "mail",
            "job",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="realtime.outsidejob"
            ),
        ),
        migrations.RunPython(give_jobs, migrations.RunPython.noop),
    ]
