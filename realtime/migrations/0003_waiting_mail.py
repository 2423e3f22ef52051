import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Cast, Concat


def stand_alone(apps, schema_editor):
    """Notices from before each have a line of their own."""
    event = Cast("event_id", models.CharField())
    apps.get_model("realtime", "Notice").objects.filter(about="").update(about=Concat(Value("event-"), event))


class Migration(migrations.Migration):
    dependencies = [("realtime", "0002_operating")]

    operations = [
        migrations.AddField("mail", "writer", models.CharField(blank=True, db_default="", default="", max_length=40)),
        migrations.AddField("mail", "about", models.CharField(blank=True, db_default="", default="", max_length=80)),
        migrations.AddField("mail", "sealed_at", models.DateTimeField(null=True)),
        migrations.AddField("notice", "about", models.CharField(db_default="", default="", max_length=80)),
        migrations.AddField("notice", "gone_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "notice",
            "mail",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="realtime.mail"
            ),
        ),
        migrations.AlterField(
            "muted",
            "channel",
            models.CharField(choices=[("tray", "tray"), ("mail", "mail"), ("now", "now")], max_length=10),
        ),
        migrations.CreateModel(
            name="MailHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.BigIntegerField(unique=True)),
                ("quiet_from", models.TimeField()),
                ("quiet_until", models.TimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(quiet_from=models.F("quiet_until")), name="realtime_quiet_hours_last"
                    )
                ]
            },
        ),
        migrations.RunPython(stand_alone, migrations.RunPython.noop),
    ]
