import pytest
from wagtail.models import Locale


@pytest.fixture
def english(db):
    """Make the English version of a page and those above it: `english(page, title=…)`."""

    def translate(page, **fields):
        locale, _made = Locale.objects.get_or_create(language_code="en")
        parent = page.get_parent().specific
        if parent.depth > 1 and not parent.has_translation(locale):
            translate(parent)
        copy = page.copy_for_translation(locale)
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save_revision().publish()
        return type(page).objects.get(pk=copy.pk)

    return translate
