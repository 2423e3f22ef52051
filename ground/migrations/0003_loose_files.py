from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LooseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
                ("due_at", models.DateTimeField(db_index=True)),
                ("leaving_at", models.DateTimeField(null=True)),
            ],
        )
    ]
