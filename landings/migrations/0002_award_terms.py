import django.db.models.deletion
from django.db import migrations, models

TERMS = ("share_borne_percent", "payment_plan", "cost_categories", "follow_up_waves")


def keep_terms(apps, schema_editor):
    """Grants awarded earlier keep the version that was in force when they were; the programme's own, where none was."""
    grants = apps.get_model("landings", "Grant").objects.select_related("landing__programme")
    versions = apps.get_model("landings", "ProgrammeVersion").objects
    for grant in grants.order_by("pk").iterator():
        programme = grant.landing.programme
        of_programme = versions.filter(programme_id=programme.pk, published_at__lte=grant.awarded_at)
        version = of_programme.order_by("-number").first()
        said = version.document if version else {}
        grant.version = version
        for name in TERMS:
            setattr(grant, name, said.get(name, getattr(programme, name)))
        grant.save(update_fields=["version", *TERMS])


class Migration(migrations.Migration):
    dependencies = [
        ("landings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="landings.programmeversion",
            ),
        ),
        migrations.AddField(
            model_name="grant", name="share_borne_percent", field=models.PositiveSmallIntegerField(default=100)
        ),
        migrations.AddField(model_name="grant", name="payment_plan", field=models.JSONField(blank=True, default=list)),
        migrations.AddField(
            model_name="grant", name="cost_categories", field=models.JSONField(blank=True, default=list)
        ),
        migrations.AddField(
            model_name="grant", name="follow_up_waves", field=models.JSONField(blank=True, default=list)
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("share_borne_percent__lte", 100)), name="landings_grant_share"
            ),
        ),
        # Last: PostgreSQL alters no table whose rows were changed in the same transaction.
        migrations.RunPython(keep_terms, migrations.RunPython.noop, elidable=True),
    ]
