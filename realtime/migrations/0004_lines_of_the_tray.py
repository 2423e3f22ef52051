from django.db import migrations, models


class Migration(migrations.Migration):
    """After the rows were filled: PostgreSQL makes no index in a transaction that has changed them."""

    dependencies = [("realtime", "0003_waiting_mail")]

    operations = [
        migrations.AddIndex("notice", models.Index(fields=["recipient", "about", "-id"], name="realtime_notice_about")),
        migrations.AddIndex(
            "mail",
            models.Index(fields=["member", "about", "-id"], name="realtime_mail_about", condition=~models.Q(writer="")),
        ),
    ]
