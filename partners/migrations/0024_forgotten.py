from django.conf import settings
from django.db import migrations, models


def mark_the_forgotten(apps, schema_editor):
    """Who has no name any more had an account, except in a live room: there one need not give any.

    What was said in a room is known by its log entry, or is a question about a meeting. Of it the forgotten are
    those whose name was shown.
    """
    nameless = apps.get_model("partners", "Input").objects.filter(giver=None, giver_name="")
    given = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(
        content_type__app_label="partners", content_type__model="input", action="partners.input.give"
    )
    notes = [int(key) for key in given.filter(data__has_key="board").values_list("object_id", flat=True)]
    at_meetings = models.Q(kind="question", page__content_type__app_label="workshops")
    in_a_room = models.Q(pk__in=notes) | at_meetings
    nameless.exclude(in_a_room & ~models.Q(shown_as="name")).update(is_forgotten=True)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0023_post_search'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='input',
            name='is_forgotten',
            field=models.BooleanField(default=False, editable=False, verbose_name='giver is forgotten'),
        ),
        migrations.AddConstraint(
            model_name='input',
            constraint=models.CheckConstraint(condition=models.Q(('is_forgotten', False), models.Q(('giver', None), ('giver_name', '')), _connector='OR'), name='input_forgotten_is_nobodys'),
        ),
        migrations.RunPython(mark_the_forgotten, migrations.RunPython.noop),
    ]
