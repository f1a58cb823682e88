"""Search asks for `(title || body)`: one index serves it, where the shipped ones on each column cannot."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_site_tree"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX home_search_words ON wagtailsearch_indexentry USING gin ((title || body))",
            "DROP INDEX home_search_words",
        )
    ]
