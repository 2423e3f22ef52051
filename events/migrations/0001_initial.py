import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.tables.migrations import CreateModels


class Migration(migrations.Migration):
    # The earlier steps to this state, whose files are gone (docs/decisions/0026-migrations-made-anew.md).
    replaces = [
        ('events', '0002_calendar_moves'),
        ('events', '0003_chats_are_conversations'),
    ]

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('realtime', '0001_initial'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Show',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shows', to='network.organisation')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('headline', models.CharField(blank=True, max_length=200, verbose_name='in one line')),
                    ('about', models.TextField(blank=True, max_length=6000, verbose_name='about')),
                    ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                    ('first_on', models.DateField(verbose_name='first day')),
                    ('last_on', models.DateField(verbose_name='last day')),
                    ('opens', models.TimeField(verbose_name='opens at')),
                    ('closes', models.TimeField(verbose_name='closes at')),
                    ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places for visitors')),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('announced_at', models.DateTimeField(null=True)),
                    ('opened_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['first_on', 'id'], name='events_show_coming'), models.Index(fields=['-last_on', '-id'], name='events_show_past')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='events_show_dates'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gt', 0), _connector='OR'), name='events_show_capacity')],
                },
            ),
            migrations.CreateModel(
                name='Day',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='events.show')),
                    ('on', models.DateField()),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['on', 'id'],
                    'indexes': [models.Index(fields=['opens_at', 'closes_at'], name='events_day_now')],
                    'constraints': [models.UniqueConstraint(fields=('show', 'on'), name='events_day_once'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='events_day_hours')],
                },
            ),
            migrations.CreateModel(
                name='ShowSector',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sectors', to='events.show')),
                    ('sector', models.CharField(max_length=40)),
                ],
                options={
                    'ordering': ['sector'],
                    'indexes': [models.Index(fields=['sector'], name='events_sector')],
                    'constraints': [models.UniqueConstraint(fields=('show', 'sector'), name='events_sector_once')],
                },
            ),
            migrations.CreateModel(
                name='ShowLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='events.show')),
                    ('language', models.CharField(max_length=10)),
                ],
                options={
                    'ordering': ['language'],
                    'constraints': [models.UniqueConstraint(fields=('show', 'language'), name='events_language_once')],
                },
            ),
            migrations.CreateModel(
                name='Hall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='halls', to='events.show')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('about', models.CharField(blank=True, max_length=200, verbose_name='what is here, in one line')),
                    ('position', models.PositiveSmallIntegerField()),
                ],
                options={
                    'ordering': ['position', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('show', 'name'), name='events_hall_once')],
                },
            ),
            migrations.CreateModel(
                name='Registration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.show')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to=settings.AUTH_USER_MODEL)),
                    ('door', models.CharField(choices=[('visible', 'Everyone in the show'), ('exhibitors', 'Exhibitors only'), ('private', 'Nobody: I am only counted')], default='visible', max_length=10, verbose_name='who may see you')),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['show', '-id'], name='events_registration_newest')],
                    'constraints': [models.UniqueConstraint(fields=('show', 'member'), name='events_registration_once')],
                },
            ),
            migrations.CreateModel(
                name='Booth',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='events.show')),
                    ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='events.hall')),
                    ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='network.organisation')),
                    ('place', models.CharField(max_length=8, verbose_name='place on the floor')),
                    ('headline', models.CharField(blank=True, max_length=160, verbose_name='in one line')),
                    ('about', models.TextField(blank=True, max_length=4000, verbose_name='what visitors find here')),
                    ('sector', models.CharField(blank=True, max_length=40, verbose_name='sector')),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['hall', 'place', 'id'], name='events_booth_floor')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('show', 'firm'), name='events_booth_of_firm_once'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('hall', 'place'), name='events_place_once')],
                },
            ),
            migrations.CreateModel(
                name='BoothStaff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='events.booth')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booths_staffed', to=settings.AUTH_USER_MODEL)),
                    ('joined_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('booth', 'member'), name='events_booth_staff_once')],
                },
            ),
            migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='events.booth')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('text', models.TextField(blank=True, max_length=4000, verbose_name='text')),
                    ('file', models.FileField(blank=True, upload_to='sheets/%Y/', verbose_name='file to download')),
                    ('file_name', models.CharField(blank=True, max_length=120)),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='events.booth')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('booth', 'on', 'member'), name='events_visit_once')],
                },
            ),
            migrations.CreateModel(
                name='Pulse',
                fields=[
                    ('booth', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pulse', serialize=False, to='events.booth')),
                    ('mark', models.CharField(max_length=16)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Duty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='events.booth')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to=settings.AUTH_USER_MODEL)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('cancelled_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['booth', 'starts_at', 'id'], name='events_duty_plan'), models.Index(fields=['member', 'starts_at', 'id'], name='events_duty_member')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='events_duty_order')],
                },
            ),
            migrations.CreateModel(
                name='DutyCell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.duty')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('starts_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'starts_at'), name='events_duty_once')],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('show', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='events.show')),
                    ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='events.hall')),
                    ('kind', models.CharField(choices=[('talk', 'Talk'), ('panel', 'Panel'), ('pitch', 'Pitch'), ('workshop', 'Workshop')], default='talk', max_length=10, verbose_name='kind')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('about', models.TextField(blank=True, max_length=4000, verbose_name='about')),
                    ('starts_at', models.DateTimeField(verbose_name='starts')),
                    ('ends_at', models.DateTimeField(verbose_name='ends')),
                    ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='seats')),
                    ('made_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['show', 'starts_at', 'id'], name='events_session_agenda'), models.Index(fields=['hall', 'starts_at', 'id'], name='events_session_hall')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='events_session_order'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gt', 0), _connector='OR'), name='events_session_seats')],
                },
            ),
            migrations.CreateModel(
                name='Speaker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='events.session')),
                    ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=120)),
                    ('headline', models.CharField(blank=True, max_length=160)),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='SessionPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='events.session')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['member', 'session'], name='events_plan_member')],
                    'constraints': [models.UniqueConstraint(fields=('session', 'member'), name='events_plan_once')],
                },
            ),
        ]),
    ]
