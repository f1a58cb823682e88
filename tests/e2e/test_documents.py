"""Documents of a working group in a browser: files chosen and sent, pages with axe at three widths."""

import pytest
import typst
from django.urls import reverse
from playwright.sync_api import expect

from partners.documents.actions import lock_document
from partners.documents.models import GroupDocument
from tests.e2e.test_groups import as_user, assert_each_stands, group  # noqa: F401


@pytest.fixture
def leader(group):  # noqa: F811
    return group.members.leaders().get().user


def picture():
    return typst.compile(b"#set page(width: 6cm, height: 4cm)\nOmigjen", format="png")


def send(page, portal, group, name, kind, content):  # noqa: F811
    """Choose the file and send it, as a person does."""
    page.goto(portal.url + reverse("document_new", args=[group.slug]))
    page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})
    page.get_by_label("Stikkord").fill("plan, skisser")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("heading", name=name).wait_for()


def test_documents_are_sent_seen_and_stand(live_portal, group, leader, as_user, page):  # noqa: F811
    as_user(leader)

    send(page, live_portal, group, "plan.txt", "text/plain", b"Verksted")
    assert page.locator(".om-forhandsvisning").inner_text() == "Verksted"

    send(page, live_portal, group, "lapp.png", "image/png", picture())
    expect(page.locator(".om-forhandsvisning")).to_have_js_property("complete", True)
    assert page.locator(".om-forhandsvisning").evaluate("image => image.naturalWidth") > 0

    text, image = GroupDocument.objects.order_by("pk")
    lock_document(image, by=group.members.exclude(user=leader).get().user)
    names = ("group_document", "document_change", "document_remove")
    one = [reverse(name, args=[group.slug, document.pk]) for document in (text, image) for name in names]
    lists = [reverse(name, args=[group.slug]) for name in ("group_documents", "document_new", "group")]
    assert_each_stands(page, live_portal, [*lists, *one])
