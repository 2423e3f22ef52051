import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import ground.web.personal_links
import ground.words.columns
import modelsearch.index
import network.members.models
from django.conf import settings
from django.db import migrations, models

from ground.tables.migrations import CreateModels


class Migration(migrations.Migration):
    # The earlier steps to this state, whose files are gone (docs/decisions/0026-migrations-made-anew.md).
    replaces = [
        ('network', '0002_board_translations'),
        ('network', '0003_tries'),
        ('network', '0004_conversations_read'),
        ('network', '0005_invitation_asked'),
        ('network', '0006_organisation_folded_name'),
        ('network', '0007_papers'),
        ('network', '0008_safety'),
        ('network', '0009_search_words'),
        ('network', '0010_names_in_order'),
        ('network', '0011_calendar'),
        ('network', '0012_signing'),
        ('network', '0013_conversations'),
        ('network', '0014_dealings'),
        ('network', '0015_access_tokens'),
        ('network', '0016_sealed_pdfs'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('realtime', '0001_initial'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('folded_name', ground.words.columns.NameKeyField(default='', editable=False, max_length=480, of='name')),
                    ('headline', models.CharField(blank=True, max_length=160, verbose_name='what you do, in one line')),
                    ('about', models.TextField(blank=True, max_length=4000, verbose_name='about you')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                    ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                    ('language', models.CharField(default='en', max_length=10, verbose_name='language of the pages')),
                    ('photo', models.ImageField(blank=True, upload_to=network.members.models.photo_path, verbose_name='photo')),
                    ('is_staff', models.BooleanField(default=False)),
                    ('is_active', models.BooleanField(default=True)),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'indexes': [models.Index(fields=['folded_name', 'id'], name='network_member_folded')],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='network_member_email_once')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='SpokenLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to=settings.AUTH_USER_MODEL)),
                    ('language', models.CharField(max_length=10)),
                    ('level', models.CharField(choices=[('A1', 'A1'), ('A2', 'A2'), ('B1', 'B1'), ('B2', 'B2'), ('C1', 'C1'), ('C2', 'C2')], default='C1', max_length=2)),
                ],
                options={
                    'ordering': ['-level', 'language'],
                    'constraints': [models.UniqueConstraint(fields=('member', 'language'), name='network_spoken_once')],
                },
            ),
            migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Conversation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('kind', models.CharField(max_length=40)),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('path', models.CharField(blank=True, max_length=200)),
                    ('opened_at', models.DateTimeField()),
                    ('last_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['-last_at', '-id'], name='network_conversation_last')],
                },
            ),
            migrations.CreateModel(
                name='Participant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='network.conversation')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('joined_at', models.DateTimeField()),
                    ('left_at', models.DateTimeField(null=True)),
                    ('seen_seq', models.PositiveBigIntegerField(db_default=0, default=0)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['member', 'conversation'], name='network_participant_of')],
                    'constraints': [models.UniqueConstraint(fields=('conversation', 'member'), name='network_participant_once')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='network.conversation')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('body', models.TextField(max_length=4000)),
                    ('at', models.DateTimeField()),
                    ('taken_back_at', models.DateTimeField(null=True)),
                    ('hidden_at', models.DateTimeField(null=True)),
                    ('hidden_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['conversation', '-id'], name='network_message_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('taken_back_at', None), ('body', ''), _connector='OR'), name='network_message_taken_back_is_empty')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('kind', models.CharField(choices=[('firm', 'Firm'), ('host', 'Host'), ('agency', 'Agency'), ('buyer', 'Buyer'), ('partner', 'Partner')], max_length=10, verbose_name='kind')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('folded_name', ground.words.columns.NameKeyField(default='', editable=False, max_length=480, of='name')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('headline', models.CharField(blank=True, max_length=200, verbose_name='in one line')),
                    ('about', models.TextField(blank=True, max_length=6000, verbose_name='about')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                    ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                    ('sector', models.CharField(blank=True, choices=[('agritech', 'Agriculture and food technology'), ('architecture', 'Architecture and design'), ('cleantech', 'Clean technology and energy'), ('consulting', 'Consulting'), ('creative', 'Film, music, games and publishing'), ('digital-media', 'Digital media and marketing'), ('education', 'Education and training'), ('engineering', 'Engineering and geomatics'), ('fintech', 'Finance and insurance technology'), ('health', 'Health and life sciences'), ('legal', 'Legal and accounting'), ('logistics', 'Transport and logistics'), ('manufacturing', 'Services to manufacturing'), ('ocean', 'Ocean and marine'), ('public', 'Public services'), ('research', 'Research and development'), ('security', 'Security and defence'), ('software', 'Software and cloud'), ('space', 'Space and earth observation'), ('telecoms', 'Telecommunications'), ('tourism', 'Tourism and events')], max_length=40, verbose_name='sector')),
                    ('founded_on', models.DateField(blank=True, null=True, verbose_name='founded on')),
                    ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                    ('revenue', models.BigIntegerField(blank=True, help_text='Minor units.', null=True, verbose_name='yearly revenue')),
                    ('currency', models.CharField(default='CAD', max_length=3, verbose_name='currency')),
                    ('is_public', models.BooleanField(default=True, verbose_name='page open to visitors')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('members', models.ManyToManyField(related_name='organisations', through='network.Membership', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'folded_name', 'id'], name='network_org_kind_folded'), models.Index(fields=['country', 'folded_name', 'id'], name='network_org_country_folded'), models.Index(fields=['folded_name', 'id'], name='network_org_folded')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('revenue', None), ('revenue__gte', 0), _connector='OR'), name='network_org_revenue')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='network.organisation')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff')], default='staff', max_length=10)),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'member'), name='network_membership_once')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='network.organisation')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff')], default='staff', max_length=10, verbose_name='role')),
                    ('nonce', models.CharField(default=ground.web.personal_links.new_nonce, editable=False, max_length=32)),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('invited_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=('organisation', 'email'), name='network_invitation_open_once')],
                },
            ),
            migrations.CreateModel(
                name='ServiceLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='network.organisation')),
                    ('category', models.CharField(choices=[('SA', 'Manufacturing services on inputs owned by others'), ('SB', 'Maintenance and repair'), ('SC', 'Transport'), ('SC1', 'Sea transport'), ('SC2', 'Air transport'), ('SC3', 'Other modes of transport'), ('SC4', 'Postal and courier services'), ('SD', 'Travel'), ('SE', 'Construction'), ('SE1', 'Construction abroad'), ('SF', 'Insurance and pension services'), ('SF1', 'Direct insurance'), ('SF2', 'Reinsurance'), ('SF3', 'Auxiliary insurance services'), ('SG', 'Financial services'), ('SH', 'Charges for the use of intellectual property'), ('SH1', 'Franchises and trademarks licensing'), ('SH2', 'Licences for the results of research and development'), ('SH3', 'Licences to reproduce or distribute software'), ('SH4', 'Licences to reproduce or distribute audio-visual works'), ('SI', 'Telecommunications, computer and information services'), ('SI1', 'Telecommunications services'), ('SI2', 'Computer services'), ('SI21', 'Computer software'), ('SI22', 'Other computer services'), ('SI3', 'Information services'), ('SJ', 'Other business services'), ('SJ1', 'Research and development services'), ('SJ2', 'Professional and management consulting'), ('SJ211', 'Legal services'), ('SJ212', 'Accounting, auditing, bookkeeping and tax consulting'), ('SJ213', 'Business and management consulting and public relations'), ('SJ22', 'Advertising, market research and opinion polling'), ('SJ3', 'Technical, trade-related and other business services'), ('SJ31', 'Architectural, engineering, scientific and other technical services'), ('SJ32', 'Waste treatment, agricultural and mining services'), ('SJ33', 'Operating leasing'), ('SJ34', 'Trade-related services'), ('SK', 'Personal, cultural and recreational services'), ('SK1', 'Audio-visual and related services'), ('SK21', 'Health services'), ('SK22', 'Education services'), ('SK23', 'Heritage and recreational services'), ('SL', 'Government goods and services')], max_length=8, verbose_name='EBOPS 2010 category')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('description', models.TextField(blank=True, max_length=2000, verbose_name='description')),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['category'], name='network_service_category')],
                },
            ),
            migrations.CreateModel(
                name='Market',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markets', to='network.organisation')),
                    ('country', django_countries.fields.CountryField(max_length=2)),
                    ('relation', models.CharField(choices=[('served', 'served'), ('sought', 'sought')], max_length=6)),
                ],
                options={
                    'ordering': ['relation', 'country'],
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'country', 'relation'), name='network_market_once')],
                },
            ),
            migrations.CreateModel(
                name='WorkingLanguage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='network.organisation')),
                    ('language', models.CharField(max_length=10)),
                ],
                options={
                    'ordering': ['language'],
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'language'), name='network_working_once')],
                },
            ),
            migrations.CreateModel(
                name='Dealing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', models.PositiveBigIntegerField()),
                    ('happened_on', models.DateField()),
                    ('closes_on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('kind', 'subject'), name='network_dealing_once'), models.CheckConstraint(condition=models.Q(('closes_on__gt', models.F('happened_on'))), name='network_dealing_days')],
                },
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dealing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='network.dealing')),
                    ('side', models.PositiveSmallIntegerField()),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation')),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['side'],
                    'constraints': [models.UniqueConstraint(fields=('dealing', 'side'), name='network_dealing_party_once'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='network_dealing_two_parties'), models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('member__isnull', False), _connector='OR'), name='network_dealing_party_named')],
                },
            ),
            migrations.CreateModel(
                name='SearchWord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=30, unique=True)),
                ],
            ),
            migrations.CreateModel(
                name='Board',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('folded_name', ground.words.columns.NameKeyField(default='', editable=False, max_length=480, of='name')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('about', models.CharField(max_length=240, verbose_name='what it is for, in one line')),
                    ('subject', models.CharField(choices=[('topic', 'Topics'), ('market', 'Markets'), ('sector', 'Sectors'), ('programme', 'Programmes')], default='topic', max_length=10, verbose_name='subject')),
                    ('icon', models.CharField(choices=[('messages-square', 'messages-square'), ('anchor', 'anchor'), ('badge-check', 'badge-check'), ('banknote', 'banknote'), ('briefcase', 'briefcase'), ('cloud', 'cloud'), ('cpu', 'cpu'), ('file-pen-line', 'file-pen-line'), ('flask-conical', 'flask-conical'), ('globe', 'globe'), ('graduation-cap', 'graduation-cap'), ('handshake', 'handshake'), ('heart-pulse', 'heart-pulse'), ('landmark', 'landmark'), ('languages', 'languages'), ('leaf', 'leaf'), ('lightbulb', 'lightbulb'), ('map-pin', 'map-pin'), ('megaphone', 'megaphone'), ('mic', 'mic'), ('music', 'music'), ('package', 'package'), ('palette', 'palette'), ('plane-landing', 'plane-landing'), ('rocket', 'rocket'), ('scale', 'scale'), ('shield-check', 'shield-check'), ('ship', 'ship'), ('sprout', 'sprout'), ('store', 'store'), ('truck', 'truck'), ('users-round', 'users-round'), ('wrench', 'wrench')], default='messages-square', max_length=40, verbose_name='icon')),
                    ('audience', models.CharField(choices=[('public', 'Everyone reads, visitors too'), ('members', 'Members read'), ('closed', 'Only listed members and organisations read')], default='members', max_length=10, verbose_name='who reads')),
                    ('voices', models.CharField(choices=[('readers', 'Every member who reads may write'), ('listed', 'Listed members and organisations write'), ('moderators', 'Moderators write')], default='readers', max_length=10, verbose_name='who writes')),
                    ('place', models.PositiveSmallIntegerField(default=100, verbose_name='place in the list')),
                    ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('thread_count', models.PositiveIntegerField(default=0)),
                    ('post_count', models.PositiveIntegerField(default=0)),
                    ('last_post_at', models.DateTimeField(blank=True, null=True)),
                    ('last_thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.thread')),
                    ('last_poster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('translations', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'indexes': [models.Index(fields=['place', 'folded_name', 'id'], name='network_board_folded')],
                },
            ),
            migrations.CreateModel(
                name='Listing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='network.board')),
                    ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.organisation')),
                    ('moderates_since', models.DateTimeField(blank=True, null=True)),
                    ('listed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('board', 'member'), name='network_listing_member'), models.UniqueConstraint(fields=('board', 'organisation'), name='network_listing_organisation'), models.CheckConstraint(condition=models.Q(models.Q(('member', None), ('organisation__isnull', False)), models.Q(('member__isnull', False), ('organisation', None)), _connector='OR'), name='network_listing_names_one')],
                },
            ),
            migrations.CreateModel(
                name='BoardFollow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='network.board')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('followed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('caught_up_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'board'), name='network_board_follow_once')],
                },
            ),
            migrations.CreateModel(
                name='Thread',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('board', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='network.board')),
                    ('kind', models.CharField(choices=[('discussion', 'Discussion'), ('question', 'Question')], default='discussion', max_length=10, verbose_name='kind')),
                    ('title', models.CharField(max_length=160, verbose_name='title')),
                    ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('started_at', models.DateTimeField()),
                    ('last_number', models.PositiveIntegerField(default=0)),
                    ('last_post_at', models.DateTimeField()),
                    ('last_poster', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('accepted_post', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.post')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('accepted_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pinned_at', models.DateTimeField(blank=True, null=True)),
                    ('pinned_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('removed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(models.OrderBy(models.F('last_post_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='network_thread_latest'), models.Index(models.F('board'), models.OrderBy(models.F('last_post_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='network_thread_newest'), models.Index(models.F('author'), models.OrderBy(models.F('last_post_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='network_thread_author'), models.Index(models.F('board'), models.OrderBy(models.F('last_post_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('accepted_post', None), ('kind', 'question'), ('removed_at', None)), name='network_thread_unanswered'), models.Index(condition=models.Q(('pinned_at', None), _negated=True), fields=['board', 'pinned_at'], name='network_thread_pinned')],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('thread', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='network.thread')),
                    ('number', models.PositiveIntegerField()),
                    ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('body', models.TextField(max_length=20000, verbose_name='message')),
                    ('html', models.TextField()),
                    ('html_version', models.PositiveSmallIntegerField(default=1)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('quoted', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='network.post')),
                    ('written_at', models.DateTimeField()),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('deleted_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('hidden_at', models.DateTimeField(blank=True, null=True)),
                    ('hidden_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['author', '-written_at', '-id'], name='network_post_author'), models.Index(fields=['thread', 'author'], name='network_post_wrote')],
                    'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='network_post_number')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='PostVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='network.post')),
                    ('number', models.PositiveIntegerField()),
                    ('body', models.TextField()),
                    ('html', models.TextField()),
                    ('written_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['-number'],
                    'constraints': [models.UniqueConstraint(fields=('post', 'number'), name='network_post_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='network.post')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=160)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('post', 'member'), name='network_mention_once')],
                },
            ),
            migrations.CreateModel(
                name='Reaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='network.post')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sign', models.CharField(choices=[('agree', 'I agree'), ('thanks', 'Thank you'), ('insight', 'Good to know'), ('cheer', 'Congratulations'), ('same', 'Same for me')], max_length=8)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('post', 'member', 'sign'), name='network_reaction_once'), models.CheckConstraint(condition=models.Q(('sign__in', ['agree', 'thanks', 'insight', 'cheer', 'same'])), name='network_reaction_known')],
                },
            ),
            migrations.CreateModel(
                name='ReadMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('thread', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='network.thread')),
                    ('number', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('member', 'thread'), name='network_read_mark_once')],
                },
            ),
            migrations.CreateModel(
                name='ThreadFollow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('thread', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='network.thread')),
                    ('level', models.CharField(choices=[('watch', 'Every reply'), ('mentions', 'Only when I am mentioned'), ('mute', 'Nothing')], max_length=8)),
                    ('since', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['thread', 'level'], name='network_thread_follow_level')],
                    'constraints': [models.UniqueConstraint(fields=('member', 'thread'), name='network_thread_follow_once')],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='network.post')),
                    ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.board')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.CharField(choices=[('spam', 'Advertising or spam'), ('rude', 'Rude or hurtful'), ('private', 'Gives away private information'), ('wrong', 'False or misleading'), ('other', 'Something else')], max_length=8, verbose_name='what is wrong')),
                    ('words', models.CharField(blank=True, max_length=500, verbose_name='in your words')),
                    ('reported_at', models.DateTimeField()),
                    ('outcome', models.CharField(blank=True, choices=[('hidden', 'Post hidden'), ('dismissed', 'Nothing wrong')], max_length=10)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['board', 'reported_at', 'id'], name='network_report_queue')],
                    'constraints': [models.UniqueConstraint(fields=('post', 'member'), name='network_report_once')],
                },
            ),
            migrations.CreateModel(
                name='Introduction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='realtime.stream')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation')),
                    ('commissioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation')),
                    ('blurb', models.TextField(max_length=2000)),
                    ('proposed_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('agreed_at', models.DateTimeField(null=True)),
                    ('expired_at', models.DateTimeField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('met', 'They met'), ('follow_up', 'They met, and go on talking'), ('deal', 'They made a deal'), ('nothing', 'Nothing came of it')], max_length=10)),
                    ('outcome_note', models.TextField(blank=True, max_length=2000)),
                    ('conversation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='introduction', to='network.conversation')),
                ],
                options={
                    'indexes': [models.Index(fields=['agency', '-id'], name='network_intro_office'), models.Index(condition=models.Q(('agreed_at', None), ('closed_at', None), ('expired_at', None), ('withdrawn_at', None)), fields=['expires_at'], name='network_intro_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='network_intro_outcome'), models.CheckConstraint(condition=models.Q(('agreed_at', None), ('conversation__isnull', False), _connector='OR'), name='network_intro_conversation')],
                },
            ),
            migrations.CreateModel(
                name='Side',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sides', to='network.introduction')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('later', 'Later')], max_length=5)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('remind_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('nonce', models.CharField(default=ground.web.personal_links.new_nonce, max_length=16)),
                    ('digest', models.CharField(blank=True, db_index=True, max_length=64)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['member', '-asked_at'], name='network_side_of'), models.Index(condition=models.Q(('reminded_at', None)), fields=['remind_at'], name='network_side_remind')],
                    'constraints': [models.UniqueConstraint(fields=('introduction', 'member'), name='network_side_once')],
                },
            ),
            migrations.CreateModel(
                name='MeetingTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meeting_times', to='network.introduction')),
                    ('suggested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('starts_at', models.DateTimeField()),
                    ('minutes', models.PositiveSmallIntegerField(default=30)),
                    ('suggested_at', models.DateTimeField()),
                    ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('accepted_at', models.DateTimeField(null=True)),
                ],
                options={
                    'ordering': ['starts_at', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('introduction', 'starts_at'), name='network_meeting_time_once'), models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 240)), name='network_meeting_minutes'), models.CheckConstraint(condition=models.Q(('accepted_by', None), models.Q(('accepted_by', models.F('suggested_by')), _negated=True), _connector='OR'), name='network_meeting_two_people')],
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('terms', 'Terms'), ('privacy', 'Privacy'), ('contact', 'Contact')], max_length=10, verbose_name='paper')),
                    ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=10, verbose_name='language')),
                    ('body', models.TextField(max_length=60000, verbose_name='text')),
                    ('html', models.TextField(editable=False)),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_at', models.DateTimeField(verbose_name='changed')),
                ],
                options={
                    'verbose_name': 'paper',
                    'verbose_name_plural': 'papers: terms, privacy, contact',
                    'constraints': [models.UniqueConstraint(fields=('kind', 'language'), name='network_paper_once')],
                },
            ),
            migrations.CreateModel(
                name='Tries',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=10)),
                    ('address', models.CharField(max_length=254)),
                    ('caller', models.CharField(max_length=45)),
                    ('device', models.CharField(blank=True, max_length=60)),
                    ('count', models.FloatField(default=0)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('noted', models.PositiveIntegerField(default=0)),
                    ('last_at', models.DateTimeField()),
                    ('until', models.DateTimeField(null=True)),
                    ('told_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['last_at'], name='network_tries_last'), models.Index(condition=models.Q(('failures__gt', models.F('noted'))), fields=['id'], name='network_tries_to_tell')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'address', 'caller'), name='network_tries_once')],
                },
            ),
            migrations.CreateModel(
                name='SignedIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('key', models.CharField(max_length=40, unique=True)),
                    ('device', models.CharField(blank=True, max_length=60)),
                    ('zone', models.CharField(blank=True, max_length=64)),
                    ('network', models.CharField(blank=True, max_length=45)),
                    ('since', models.DateTimeField()),
                    ('seen_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['member', '-seen_at', '-id'], name='network_signed_in_newest')],
                },
            ),
            migrations.CreateModel(
                name='SecurityEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=24)),
                    ('at', models.DateTimeField()),
                    ('device', models.CharField(blank=True, max_length=60)),
                    ('zone', models.CharField(blank=True, max_length=64)),
                    ('network', models.CharField(blank=True, max_length=45)),
                    ('detail', models.CharField(blank=True, max_length=254)),
                    ('mark', models.CharField(blank=True, max_length=32)),
                ],
                options={
                    'indexes': [models.Index(fields=['member', '-id'], name='network_security_newest'), models.Index(fields=['at'], name='network_security_age')],
                },
            ),
            migrations.CreateModel(
                name='SealedText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', models.PositiveBigIntegerField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('document', models.JSONField()),
                    ('seal', models.CharField(max_length=64, unique=True)),
                    ('sealed_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('kind', 'subject', 'number'), name='network_sealed_text_once')],
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='network.sealedtext')),
                    ('party', models.CharField(max_length=40)),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=120)),
                    ('title', models.CharField(blank=True, max_length=120)),
                    ('signed_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('text', 'party'), name='network_signature_once')],
                },
            ),
            migrations.CreateModel(
                name='SealedPdf',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pdfs', to='network.sealedtext')),
                    ('signatures', models.PositiveSmallIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('file', models.FileField(blank=True, upload_to='sealed')),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['digest'], name='network_sealed_pdf_digest')],
                    'constraints': [models.UniqueConstraint(fields=('text', 'digest'), name='network_sealed_pdf_once')],
                },
            ),
            migrations.CreateModel(
                name='AccessToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=80)),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('scopes', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['member', '-id'], name='network_token_newest')],
                },
            ),
        ]),
    ]
