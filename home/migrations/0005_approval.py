from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0004_colours'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitesettings',
            name='answers_need_approval',
            field=models.BooleanField(default=False, help_text="Then whoever writes the municipality's answer to an input can't publish it alone.", verbose_name='answers must be approved by somebody else before they are published'),
        ),
    ]
