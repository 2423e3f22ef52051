import django.db.models.deletion
import ground.tables.append_only
from django.conf import settings
from django.db import migrations, models

from ground.tables.migrations import CreateModels


class Migration(migrations.Migration):
    # The earlier steps to this state, whose files are gone (docs/decisions/0026-migrations-made-anew.md).
    replaces = [
        ('ground', '0002_ledger'),
    ]

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner_kind', models.CharField(max_length=24)),
                    ('owner_id', models.BigIntegerField()),
                    ('purpose', models.CharField(max_length=24)),
                    ('currency', models.CharField(max_length=3)),
                    ('may_go_below', models.BooleanField(default=False)),
                    ('balance', models.BigIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('owner_kind', 'owner_id', 'purpose', 'currency'), name='ground_account_of_owner'), models.CheckConstraint(condition=models.Q(('balance__gte', 0), ('may_go_below', True), _connector='OR'), name='ground_account_not_below')],
                },
            ),
            migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('debit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='ground.account')),
                    ('credit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ground.account')),
                    ('amount', models.PositiveBigIntegerField()),
                    ('currency', models.CharField(max_length=3)),
                    ('about_kind', models.CharField(max_length=24)),
                    ('about_id', models.BigIntegerField()),
                    ('reason', models.CharField(max_length=24)),
                    ('reference', models.CharField(blank=True, max_length=80)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['about_kind', 'about_id', 'id'], name='ground_transfer_about'), models.Index(fields=['debit', 'id'], name='ground_transfer_debit'), models.Index(fields=['credit', 'id'], name='ground_transfer_credit')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='ground_transfer_positive'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='ground_transfer_between_two'), ground.tables.append_only.AppendOnly(name='ground_transfer_append_only')],
                },
            ),
            migrations.CreateModel(
                name='IdempotencyKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.BigIntegerField()),
                    ('key', models.CharField(max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('result', models.BigIntegerField()),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'key'), name='ground_idempotency_key_once')],
                },
            ),
        ]),
    ]
