"""Coordinators lead roles and proposals, and keep the lists that these need."""

from django.db import migrations

COORDINATORS = "Koordinatorer"
WRITE = ["add", "change", "delete"]
GIVEN = {
    "role": ["lead_roles", *(f"{verb}_role" for verb in WRITE)],
    "area": [f"{verb}_area" for verb in WRITE],
    "phase": [f"{verb}_phase" for verb in WRITE],
    "criterion": [f"{verb}_criterion" for verb in WRITE],
    "lettertemplate": ["change_lettertemplate"],
    "decisionwords": ["change_decisionwords"],
}
NAMES = {"lead_roles": "Can write roles, and read and decide all proposals"}


def give(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get(name=COORDINATORS).permissions.add(*permissions(apps))


def take(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get(name=COORDINATORS).permissions.remove(*permissions(apps))


def permissions(apps):
    """Permission rows come after the last migration; those that are not there yet are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model, names in GIVEN.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="partners", model=model)
        for name in names:
            words = NAMES.get(name) or "Can " + name.replace("_", " ")
            yield Permission.objects.get_or_create(
                content_type=content_type, codename=name, defaults={"name": words}
            )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0007_roles"),
        ("workshops", "0002_groups"),
    ]

    operations = [migrations.RunPython(give, take)]
