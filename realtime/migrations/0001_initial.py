import django.db.models.deletion
import realtime.streams
from django.db import migrations, models

from realtime.tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Stream',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('last_seq', models.PositiveBigIntegerField(default=0)),
                    ('epoch', models.CharField(default=realtime.streams._new_epoch, max_length=12)),
                    ('last_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ],
            ),
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
                    ('made_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('dead_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('dead_at', None), ('sent_at', None)), fields=['due_at', 'id'], name='realtime_mail_due'), models.Index(fields=['-made_at', '-id'], name='realtime_mail_newest')],
                },
            ),
            migrations.CreateModel(
                name='Muted',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=60)),
                    ('channel', models.CharField(choices=[('tray', 'tray'), ('mail', 'mail')], max_length=10)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'channel'), name='realtime_muted_once')],
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField()),
                    ('key', models.CharField(max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('result', models.BigIntegerField()),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'key'), name='realtime_receipt_once')],
                },
            ),
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveBigIntegerField()),
                    ('fact', models.CharField(max_length=80)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('payload', models.JSONField(default=dict)),
                    ('actor', models.BigIntegerField(null=True)),
                    ('at', models.DateTimeField()),
                    ('salt', models.CharField(default=realtime.streams._new_salt, max_length=32)),
                    ('digest', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('stream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='realtime.stream')),
                ],
                options={
                    'indexes': [models.Index(fields=['actor', '-at'], name='realtime_event_actor')],
                    'constraints': [models.UniqueConstraint(fields=('stream', 'seq'), name='realtime_event_once')],
                },
            ),
            migrations.CreateModel(
                name='Tray',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField(unique=True)),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
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
                    ('kind', models.CharField(max_length=60)),
                    ('params', models.JSONField(default=dict)),
                    ('path', models.CharField(max_length=400)),
                    ('at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='realtime.event')),
                ],
                options={
                    'indexes': [models.Index(fields=['recipient', '-id'], name='realtime_notice_newest'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient', 'path'], name='realtime_notice_unread')],
                    'constraints': [models.UniqueConstraint(fields=('recipient', 'event'), name='realtime_notice_once')],
                },
            ),
            migrations.CreateModel(
                name='Outbox',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reaction', models.CharField(max_length=160)),
                    ('due_at', models.DateTimeField()),
                    ('leased_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('dead_at', models.DateTimeField(null=True)),
                    ('error', models.TextField(blank=True)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='realtime.event')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('dead_at', None), ('done_at', None)), fields=['due_at', 'id'], name='realtime_outbox_due')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'reaction'), name='realtime_outbox_once')],
                },
            ),
        ]),
    ]
