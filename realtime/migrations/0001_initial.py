import django.db.models.deletion
import realtime.streams.models
from django.db import migrations, models

from ground.tables.migrations import CreateModels


class Migration(migrations.Migration):
    # The earlier steps to this state, whose files are gone (docs/decisions/0026-migrations-made-anew.md).
    replaces = [
        ('realtime', '0002_operating'),
        ('realtime', '0003_waiting_mail'),
        ('realtime', '0004_lines_of_the_tray'),
        ('realtime', '0005_queue_of_jobs'),
        ('realtime', '0006_muted_by_medium'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=160, unique=True)),
                    ('member', models.BigIntegerField(db_index=True, null=True)),
                    ('to', models.CharField(max_length=320)),
                    ('subject', models.CharField(max_length=300)),
                    ('text', models.TextField()),
                    ('html', models.TextField(blank=True)),
                    ('headers', models.JSONField(default=dict)),
                    ('writer', models.CharField(blank=True, db_default='', default='', max_length=40)),
                    ('about', models.CharField(blank=True, db_default='', default='', max_length=80)),
                    ('made_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('sealed_at', models.DateTimeField(null=True)),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('dead_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('dead_at', None), ('sent_at', None)), fields=['due_at', 'id'], name='realtime_mail_due'), models.Index(fields=['-made_at', '-id'], name='realtime_mail_newest'), models.Index(condition=models.Q(('writer', ''), _negated=True), fields=['member', 'about', '-id'], name='realtime_mail_about')],
                },
            ),
            migrations.CreateModel(
                name='Stream',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('last_seq', models.PositiveBigIntegerField(default=0)),
                    ('epoch', models.CharField(default=realtime.streams.models.new_epoch, max_length=12)),
                    ('last_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='realtime.stream')),
                    ('seq', models.PositiveBigIntegerField()),
                    ('fact', models.CharField(max_length=80)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('payload', models.JSONField(default=dict)),
                    ('actor', models.BigIntegerField(null=True)),
                    ('at', models.DateTimeField()),
                    ('salt', models.CharField(default=realtime.streams.models.new_salt, max_length=32)),
                    ('digest', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                ],
                options={
                    'indexes': [models.Index(fields=['actor', '-at'], name='realtime_event_actor')],
                    'constraints': [models.UniqueConstraint(fields=('stream', 'seq'), name='realtime_event_once')],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='realtime.event')),
                    ('handler', models.CharField(max_length=160)),
                    ('due_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('dead_at', models.DateTimeField(null=True)),
                    ('error', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('dead_at', None), ('done_at', None)), fields=['due_at', 'id'], name='realtime_job_due'), models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['-id'], name='realtime_job_dead')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'handler'), name='realtime_job_once')],
                },
            ),
            migrations.CreateModel(
                name='Tray',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('member', models.BigIntegerField(unique=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('recipient', models.BigIntegerField()),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='realtime.event')),
                    ('kind', models.CharField(max_length=60)),
                    ('params', models.JSONField(default=dict)),
                    ('path', models.CharField(max_length=400)),
                    ('about', models.CharField(db_default='', default='', max_length=80)),
                    ('at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('gone_at', models.DateTimeField(null=True)),
                    ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='realtime.mail')),
                ],
                options={
                    'indexes': [models.Index(fields=['recipient', '-id'], name='realtime_notice_newest'), models.Index(fields=['recipient', 'about', '-id'], name='realtime_notice_about'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient', 'path'], name='realtime_notice_unread')],
                    'constraints': [models.UniqueConstraint(fields=('recipient', 'event'), name='realtime_notice_once')],
                },
            ),
            migrations.CreateModel(
                name='Muted',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=60)),
                    ('medium', models.CharField(choices=[('tray', 'tray'), ('mail', 'mail'), ('now', 'now')], max_length=10)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'medium'), name='realtime_muted_once')],
                },
            ),
            migrations.CreateModel(
                name='MailHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField(unique=True)),
                    ('quiet_from', models.TimeField()),
                    ('quiet_until', models.TimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('quiet_from', models.F('quiet_until')), _negated=True), name='realtime_quiet_hours_last')],
                },
            ),
        ]),
    ]
