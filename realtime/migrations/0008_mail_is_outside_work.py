from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("realtime", "0007_outside_jobs")]

    operations = [
        migrations.RemoveIndex("mail", "realtime_mail_due"),
        migrations.RemoveField("mail", "attempts"),
        migrations.RemoveField("mail", "dead_at"),
        migrations.RemoveField("mail", "due_at"),
        migrations.RemoveField("mail", "leased_until"),
    ]
