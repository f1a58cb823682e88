from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.mail import backend, outbox
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db


def draft(key, **more):
    return outbox.draft("test.kind", to="kari@example.no", data={}, dedupe_key=key, **more)


def test_write_keeps_what_it_is_told():
    later = timezone.now() + timedelta(days=1)

    letter = outbox.write(
        "test.kind",
        to="kari@example.no",
        data={"name": "Kåre 100 %"},
        dedupe_key="a",
        about="signup:1",
        language="en",
        send_after=later,
    )

    stored = Letter.objects.get()
    assert stored == letter
    assert (stored.kind, stored.to, stored.language, stored.about) == (
        "test.kind",
        "kari@example.no",
        "en",
        "signup:1",
    )
    assert (stored.data, stored.send_after, stored.state) == ({"name": "Kåre 100 %"}, later, "waiting")


def test_write_twice_is_one_letter():
    outbox.write("test.kind", to="kari@example.no", data={}, dedupe_key="a")

    assert outbox.write("test.kind", to="kari@example.no", data={}, dedupe_key="a") is None
    assert Letter.objects.count() == 1


def test_write_many_is_one_statement_and_leaves_out_what_is_written(django_assert_num_queries):
    outbox.write_many([draft("b")])

    with django_assert_num_queries(1):
        written = outbox.write_many([draft("c"), draft("b"), draft("a"), draft("a")])

    assert [(letter.dedupe_key, letter.pk is not None) for letter in written] == [("a", True), ("c", True)]
    assert Letter.objects.count() == 3


def test_write_many_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert outbox.write_many([]) == []


def test_message_id_is_of_the_site_and_never_the_same(settings):
    settings.SITE_URL = "https://omigjen.example.no:8443"

    first, second = draft("a").message_id, draft("b").message_id

    assert first.endswith("@omigjen.example.no>")
    assert first != second


@pytest.mark.parametrize("to", ["", "a@b.no\nBcc: c@d.no", "a@b.no\r\n", "a@b.no\u2028c", "a\0@b.no"])
def test_draft_refuses_an_address_with_a_line_break(to):
    with pytest.raises(ValueError, match="one mail address"):
        outbox.draft("test.kind", to=to, data={}, dedupe_key="a")


def test_void_takes_back_waiting_letters_about_one_thing():
    outbox.write_many([draft("a", about="signup:1"), draft("b", about="signup:2")])
    Letter.objects.filter(dedupe_key="b").update(about="signup:1", state=Letter.State.SENT)

    assert outbox.void(about="signup:1", kinds=["other.kind"]) == 0
    assert outbox.void(about="signup:1") == 1
    assert dict(Letter.objects.values_list("dedupe_key", "state")) == {"a": "void", "b": "sent"}


def test_reschedule_moves_only_what_has_not_left():
    now, later = timezone.now(), timezone.now() + timedelta(days=3)
    outbox.write_many([draft("a", about="workshop:1", send_after=now), draft("b", about="workshop:1")])
    Letter.objects.filter(dedupe_key="b").update(state=Letter.State.SENT)

    assert outbox.reschedule(about="workshop:1", kind="test.kind", send_after=later) == 1
    assert Letter.objects.get(dedupe_key="a").send_after == later


def test_send_again_of_a_failed_letter_revives_it():
    letter = outbox.write_many([draft("a")])[0]
    Letter.objects.update(state=Letter.State.FAILED, attempts=8, last_error="550 No")
    letter.refresh_from_db()

    again = outbox.send_again(letter)

    assert again.pk == letter.pk
    again.refresh_from_db()
    assert (again.state, again.attempts, again.last_error) == ("waiting", 0, "")


def test_send_again_of_a_sent_letter_is_a_copy_with_its_own_message_id():
    letter = outbox.write_many([draft("a" * 160, about="signup:1")])[0]
    Letter.objects.update(state=Letter.State.SENT)
    letter.refresh_from_db()

    again = outbox.send_again(letter)

    assert (again.to, again.about, again.state) == (letter.to, letter.about, "waiting")
    assert again.message_id != letter.message_id
    assert Letter.objects.count() == 2


def test_django_mail_becomes_a_letter_in_the_same_transaction(mailer):
    with pytest.raises(RuntimeError), transaction.atomic():
        mailer.send("Your code", "123456", "kari@example.no")
        raise RuntimeError

    assert not Letter.objects.exists()
    mailer.send("Your code", "123456", "kari@example.no", "ola@example.no")
    assert list(Letter.objects.order_by("to").values_list("kind", "to", "data")) == [
        (backend.KIND, "kari@example.no", {"subject": "Your code", "text": "123456", "html": ""}),
        (backend.KIND, "ola@example.no", {"subject": "Your code", "text": "123456", "html": ""}),
    ]


def test_django_mail_with_a_file_is_refused_aloud(mailer):
    with pytest.raises(ValueError, match="attachments"):
        mailer.send("Report", "Text", "kari@example.no", attachments=[("a.txt", "text", "text/plain")])
