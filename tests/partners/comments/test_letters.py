import re

import pytest

from partners.comments.actions import Said, confirm_comment, hold_comment
from partners.comments.tokens import token_of
from portal.mail import kinds
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place):
    def hold(**fields):
        said = Said(text="<b>Ski</b> & skøyter\n\n- a", name="Ola Gjest", **fields)
        return hold_comment(place, said=said, email="ola@example.no")

    return hold


def test_the_letter_has_the_link_and_what_was_written(held):
    comment = held(language="nb")

    rendered = kinds.render(Letter.objects.get(kind="comments.confirm"))

    assert rendered.subject == "Bekreft kommentaren din til «Ombrukshuset»"
    assert re.search(rf"/kommentarer/bekreft/{token_of(comment.client_id)}/$", rendered.text, re.MULTILINE)
    assert "<b>Ski</b> & skøyter" in rendered.text
    assert "&lt;b&gt;Ski&lt;/b&gt; &amp; skøyter" in rendered.html
    assert rendered.off_url == ""


def test_it_is_in_the_language_of_the_comment_and_kept_by_nobody(held):
    held(language="en")

    letter = Letter.objects.get(kind="comments.confirm")
    assert kinds.is_private(letter.kind)
    assert "/en/kommentarer/bekreft/" in kinds.render(letter).text


def test_no_letter_about_what_is_confirmed_or_gone(held):
    comment = held()
    letter = Letter.objects.get(kind="comments.confirm")

    confirm_comment(token_of(comment.client_id))
    assert kinds.render(letter) is None
    comment.delete()
    assert kinds.render(letter) is None
