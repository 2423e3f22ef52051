from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0003_tries")]

    operations = [
        migrations.AddField("participant", "seen_seq", models.PositiveBigIntegerField(db_default=0, default=0)),
    ]
