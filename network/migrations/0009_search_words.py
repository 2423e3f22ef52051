from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0008_safety")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=30, unique=True)),
            ],
        ),
    ]
