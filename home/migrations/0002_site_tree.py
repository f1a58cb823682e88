"""The page tree of a new installation: one front page for each language, under Wagtail's root."""

import uuid

from django.db import migrations

FRONT_PAGES = (
    ("nb", "00010001", "forside", "Omigjen"),
    ("en", "00010002", "front-page", "Omigjen"),
)


def plant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    if Page.objects.filter(depth__gt=2).exists():
        return

    Page.objects.filter(depth=2).delete()
    content_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    translation_key = uuid.uuid4()
    front_pages = [
        HomePage.objects.create(
            path=path,
            depth=2,
            numchild=0,
            title=title,
            draft_title=title,
            slug=slug,
            url_path=f"/{slug}/",
            content_type=content_type,
            locale=Locale.objects.get_or_create(language_code=language)[0],
            translation_key=translation_key,
            live=True,
        )
        for language, path, slug, title in FRONT_PAGES
    ]
    Page.objects.filter(depth=1).update(numchild=len(front_pages))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page_id": front_pages[0].pk},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0001_initial"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
