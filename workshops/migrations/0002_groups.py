"""The two groups that work for the municipality: editors have the content, coordinators the meetings too."""

from django.db import migrations

EDITORS = "Redaktører"
COORDINATORS = "Koordinatorer"
APPROVAL = "Godkjenning"

ON_PAGES = ["add", "change", "publish", "bulk_delete", "lock", "unlock"]
ON_FILES = {
    ("wagtailimages", "image"): ["add_image", "change_image", "choose_image"],
    ("wagtaildocs", "document"): ["add_document", "change_document", "choose_document"],
}
FOR_EDITORS = {
    ("wagtailadmin", "admin"): ["access_admin"],
    ("home", "sitesettings"): ["change_sitesettings"],
    ("wagtailredirects", "redirect"): ["add_redirect", "change_redirect", "delete_redirect"],
    ("simple_translation", "simpletranslation"): ["submit_translation"],
}
FOR_COORDINATORS = {
    ("workshops", "workshopstate"): ["run_workshop"],
    ("workshops", "signup"): ["view_signup"],
    ("partners", "input"): ["answer_input", "view_input"],
    ("partners", "organisation"): ["verify_organisation"],
    ("partners", "theme"): ["add_theme", "change_theme", "delete_theme"],
    ("portal", "letter"): ["view_letter", "change_letter"],
}
# As the models name them; Django names the rest itself.
NAMES = {
    "access_admin": "Can access Wagtail admin",
    "answer_input": "Can read, answer and hide all input",
    "run_workshop": "Can run meetings and see sign-ups",
    "submit_translation": "Can submit translations",
    "verify_organisation": "Can approve and suspend organisations",
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    coordinators, _ = Group.objects.get_or_create(name=COORDINATORS)
    editors.permissions.add(*permissions(apps, FOR_EDITORS))
    coordinators.permissions.add(*permissions(apps, FOR_EDITORS), *permissions(apps, FOR_COORDINATORS))
    for group in (editors, coordinators):
        give_pages(apps, group)
        give_files(apps, group)
    give_approval(apps, [editors, coordinators])


def give_approval(apps, groups):
    """Wagtail's own groups give way: the two groups approve each other's pages, in words that they use."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval"):
        task.name = APPROVAL
        task.save()
        task.groups.set(groups)
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    workflows.filter(name="Moderators approval").update(name=APPROVAL)


def permissions(apps, codenames):
    """Permission rows come after the last migration; those that are not there yet are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for (app_label, model), names in codenames.items():
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        for name in names:
            words = NAMES.get(name) or "Can " + name.replace("_", " ")
            yield Permission.objects.get_or_create(
                content_type=content_type, codename=name, defaults={"name": words}
            )[0]


def give_pages(apps, group):
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    given = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for permission in permissions(apps, {("wagtailcore", "page"): [f"{name}_page" for name in ON_PAGES]}):
        given.get_or_create(group=group, page=root, permission=permission)


def give_files(apps, group):
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    given = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for permission in permissions(apps, ON_FILES):
        given.get_or_create(group=group, collection=root, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0001_initial"),
        ("partners", "0002_inputs"),
        ("portal", "0001_initial"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("workshops", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
