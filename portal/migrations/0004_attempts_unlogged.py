from django.db import migrations


class Migration(migrations.Migration):
    """Counts of tries need not outlive a crash of the server, and nobody need wait until they are on disk."""

    dependencies = [("portal", "0003_live")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE portal_attempts SET UNLOGGED",
            reverse_sql="ALTER TABLE portal_attempts SET LOGGED",
        ),
    ]
