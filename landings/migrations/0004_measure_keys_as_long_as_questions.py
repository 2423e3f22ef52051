from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("landings", "0003_programme_translations"),
    ]

    operations = [
        migrations.AlterField(model_name="measure", name="key", field=models.CharField(max_length=40)),
    ]
