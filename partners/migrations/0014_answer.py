import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def note_when_replies_were_shown(apps, schema_editor):
    """Until now each was shown when it was written."""
    apps.get_model("partners", "Reply").objects.update(shown_at=models.F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0013_saved_filters'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('new', 'Received'), ('considering', 'Being considered'), ('adopted', 'Adopted'), ('partly', 'Partly adopted'), ('not_adopted', 'Not adopted'), ('answered', 'Answered'), ('hidden', 'Hidden')], max_length=12, verbose_name='status')),
                ('text', models.TextField(max_length=4000, verbose_name='answer')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved')),
                ('turn', models.PositiveIntegerField(default=1)),
                ('asked_at', models.DateTimeField(null=True, verbose_name='approval asked for')),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='remark')),
                ('returned_at', models.DateTimeField(null=True, verbose_name='sent back')),
                ('outcome', models.CharField(blank=True, choices=[('published', 'Published'), ('discarded', 'Discarded')], max_length=9, verbose_name='outcome')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
            ],
            options={
                'verbose_name': 'draft answer',
                'verbose_name_plural': 'draft answers',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DraftedInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen', models.CharField(max_length=100)),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'drafted input',
                'verbose_name_plural': 'drafted inputs',
                'ordering': ['input'],
            },
        ),
        migrations.RemoveIndex(
            model_name='input',
            name='input_public_newest',
        ),
        migrations.AddField(
            model_name='answer',
            name='approved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='commentperiod',
            name='seen_first',
            field=models.BooleanField(default=False, help_text='New comments and replies wait until somebody has looked at them. What is shown already stays.', verbose_name='input is shown when the municipality has seen it'),
        ),
        migrations.AddField(
            model_name='input',
            name='waiting_since',
            field=models.DateTimeField(editable=False, null=True, verbose_name='waiting since'),
        ),
        migrations.AddField(
            model_name='input',
            name='waiting_text',
            field=models.TextField(blank=True, editable=False, max_length=4000, verbose_name='new text'),
        ),
        migrations.AddField(
            model_name='reply',
            name='shown_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True, verbose_name='shown'),
        ),
        migrations.AddField(
            model_name='reply',
            name='waiting_since',
            field=models.DateTimeField(editable=False, null=True, verbose_name='waiting since'),
        ),
        migrations.AddField(
            model_name='reply',
            name='waiting_text',
            field=models.TextField(blank=True, editable=False, max_length=4000, verbose_name='new text'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='status',
            field=models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('new', 'Received'), ('considering', 'Being considered'), ('adopted', 'Adopted'), ('partly', 'Partly adopted'), ('not_adopted', 'Not adopted'), ('answered', 'Answered'), ('hidden', 'Hidden')], max_length=12, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='input',
            name='status',
            field=models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('new', 'Received'), ('considering', 'Being considered'), ('adopted', 'Adopted'), ('partly', 'Partly adopted'), ('not_adopted', 'Not adopted'), ('answered', 'Answered'), ('hidden', 'Hidden')], default='new', max_length=12, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='moderation',
            name='kind',
            field=models.CharField(choices=[('keep', 'Reports looked at: it stays'), ('approve', 'Seen and shown'), ('decline', 'Seen and not shown'), ('hide', 'Hidden'), ('restore', 'Shown again'), ('ask', 'Author asked to change it'), ('redact', 'Words removed')], max_length=8, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('shown', 'Shown'), ('hidden', 'Hidden'), ('deleted', 'Deleted by its author')], default='shown', max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='statuschange',
            name='after',
            field=models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('new', 'Received'), ('considering', 'Being considered'), ('adopted', 'Adopted'), ('partly', 'Partly adopted'), ('not_adopted', 'Not adopted'), ('answered', 'Answered'), ('hidden', 'Hidden')], max_length=12),
        ),
        migrations.AlterField(
            model_name='statuschange',
            name='before',
            field=models.CharField(choices=[('waiting', 'Waiting to be seen by the municipality'), ('new', 'Received'), ('considering', 'Being considered'), ('adopted', 'Adopted'), ('partly', 'Partly adopted'), ('not_adopted', 'Not adopted'), ('answered', 'Answered'), ('hidden', 'Hidden')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='input',
            index=models.Index(condition=models.Q(('visibility', 'everyone'), models.Q(('status', 'hidden'), _negated=True), models.Q(('status', 'waiting'), _negated=True)), fields=['-created_at', '-id'], name='input_public_newest'),
        ),
        migrations.AddIndex(
            model_name='input',
            index=models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['waiting_since'], name='input_waiting_longest'),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['waiting_since'], name='reply_waiting_longest'),
        ),
        migrations.AddConstraint(
            model_name='input',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'waiting'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='input_waits_since_some_time'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='reply_waits_since_some_time'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='returned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision'),
        ),
        migrations.AddField(
            model_name='draftedinput',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafted', to='partners.answerdraft'),
        ),
        migrations.AddField(
            model_name='draftedinput',
            name='input',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafted', to='partners.input'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='inputs',
            field=models.ManyToManyField(related_name='answer_drafts', through='partners.DraftedInput', to='partners.input'),
        ),
        migrations.AddConstraint(
            model_name='draftedinput',
            constraint=models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('input',), name='answer_draft_one_for_an_input'),
        ),
        migrations.AddConstraint(
            model_name='draftedinput',
            constraint=models.UniqueConstraint(fields=('draft', 'input'), name='answer_draft_has_an_input_once'),
        ),
        migrations.AddConstraint(
            model_name='answerdraft',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['adopted', 'partly', 'not_adopted', 'answered'])), name='answer_draft_has_a_verdict'),
        ),
        migrations.AddConstraint(
            model_name='answerdraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='answer_draft_closed_with_an_outcome'),
        ),
        migrations.RunPython(note_when_replies_were_shown, migrations.RunPython.noop),
    ]
