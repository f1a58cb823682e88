from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.comments.actions import (
    Said,
    change_comment,
    confirm_comment,
    forget_unconfirmed,
    give_comment,
    hold_comment,
    save_draft,
    take_back,
)
from partners.comments.errors import CommentError, CommentsClosed, KeptOut
from partners.comments.models import BlockText, CommentDraft, EarlierText, HeldComment
from partners.comments.periods import set_period
from partners.comments.places import find_place
from partners.comments.quotes import Quote
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.errors import InputChanged
from partners.inputs.models import Input
from partners.people.actions import person_for
from partners.people.models import Person
from partners.threads.actions import post_reply
from partners.threads.models import Exclusion
from partners.threads.rules import is_voted_on, may_reply
from portal.mail.models import Letter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def old(input, **ago):
    Input.objects.filter(pk=input.pk).update(created_at=timezone.now() - timedelta(**ago))
    input.refresh_from_db()
    return input


def answered(input):
    answer_input(input, status=Input.Status.ANSWERED, text="Takk.", by=UserFactory())
    return Input.objects.get(pk=input.pk)


def test_a_comment_is_an_input_with_its_block_and_the_text_it_was_written_to(comment, place, kari):
    given = comment("Hva med en **tredje** runde?", kind=Input.Kind.IDEA)

    assert (given.page_id, given.block) == (place.page.pk, place.block)
    assert given.written_to.text == "Ombrukssenteret gir ting en runde til."
    assert (given.kind, given.status, given.giver) == ("idea", "new", kari.person)
    assert given.text == "Hva med en **tredje** runde?"
    assert Letter.objects.filter(kind="inputs.receipt", to=kari.email).count() == 1
    assert ModelLogEntry.objects.for_instance(given).filter(action="partners.input.give").count() == 1


def test_the_same_comment_twice_is_one(comment):
    assert comment() == comment()
    assert Letter.objects.filter(kind="inputs.receipt").count() == 1


def test_many_comments_keep_one_text(comment):
    comment("En")
    comment("To")

    assert BlockText.objects.count() == 1


def test_a_comment_can_be_about_the_page_as_a_whole(comment, published):
    given = comment(where=find_place(published.pk))

    assert (given.block, given.written_to, given.kind) == (None, None, "comment")


def test_a_quote_is_kept_with_what_stands_around_it(comment):
    given = comment(quote=Quote("ting  en\nrunde"))

    assert (given.quote, given.quote_before, given.quote_after) == (
        "ting en runde",
        "Ombrukssenteret gir",
        "til.",
    )


def test_nothing_is_taken_before_after_or_about_a_block_that_is_gone(comment, published, place, remove):
    now, hour = timezone.now(), timedelta(hours=1)
    words = {"phase": "", "phase_en": "", "by": UserFactory()}
    for opens, closes in ((now + hour, None), (None, now - hour)):
        set_period(published, opens_at=opens, closes_at=closes, **words)
        with pytest.raises(CommentsClosed):
            comment()
    set_period(published, opens_at=now - hour, closes_at=now + hour, **words)
    assert comment()

    remove(published, 0)
    with pytest.raises(CommentsClosed):
        comment("For sent", where=find_place(published.pk, place.block))


def test_the_deadline_of_the_page_closes_it_after_its_day(comment, published):
    published.input_deadline = timezone.localdate()
    published.save_revision().publish()
    assert comment(where=find_place(published.pk))

    published.input_deadline = timezone.localdate() - timedelta(days=1)
    published.save_revision().publish()
    with pytest.raises(CommentsClosed):
        comment("For sent", where=find_place(published.pk))


def test_a_guests_comment_is_held_until_it_is_confirmed_once(place):
    said = Said(text="Fra en gjest", name="Ola Gjest", visibility="everyone")

    held = hold_comment(place, said=said, email=" Ola@Example.no ")
    hold_comment(place, said=said, email="ola@example.no")

    assert Input.objects.count() == 0
    assert not Person.objects.filter(email="ola@example.no").exists()
    assert Letter.objects.filter(kind="comments.confirm", to="ola@example.no").count() == 1

    token = token_of(held.client_id)
    first, second = confirm_comment(token), confirm_comment(token)
    given = Input.objects.get()
    assert first.input == second.input == given
    assert (given.text, given.giver.email, given.giver_name) == (
        "Fra en gjest",
        "ola@example.no",
        "Ola Gjest",
    )
    assert given.written_to.text == place.words
    assert HeldComment.objects.get().text == ""
    assert Letter.objects.filter(kind="inputs.receipt", to="ola@example.no").count() == 1


def test_a_wrong_link_confirms_nothing(place):
    held = hold_comment(place, said=Said(text="Fra en gjest"), email="ola@example.no")

    assert confirm_comment("0" * 64) is None
    assert confirm_comment(held.digest) is None
    assert Input.objects.count() == 0


def test_what_was_held_while_the_page_was_open_is_received_when_it_has_closed(published, place):
    held = hold_comment(place, said=Said(text="I tide"), email="ola@example.no")
    closed = timezone.now() - timedelta(seconds=1)
    set_period(published, opens_at=None, closes_at=closed, phase="", phase_en="", by=UserFactory())

    assert confirm_comment(token_of(held.client_id)).input.text == "I tide"


def test_what_nobody_confirms_is_forgotten(place):
    held = hold_comment(place, said=Said(text="Aldri bekreftet"), email="ola@example.no")

    forget_unconfirmed(before=timezone.now() - timedelta(days=7))
    assert HeldComment.objects.count() == 1
    forget_unconfirmed(before=timezone.now() + timedelta(seconds=1))
    assert confirm_comment(token_of(held.client_id)) is None


def test_within_a_quarter_of_an_hour_a_change_leaves_no_trace(comment, kari):
    given = change_comment(comment(), text="Rettet", by=kari)

    assert (given.text, EarlierText.objects.count()) == ("Rettet", 0)


def test_later_the_earlier_text_is_kept(comment, kari):
    given = change_comment(old(comment("Først"), minutes=16), text="Så", by=kari)
    change_comment(given, text="Så", by=kari)

    assert [each.text for each in given.earlier_texts.all()] == ["Først"]


def test_what_is_answered_keeps_its_earlier_text_at_once(comment, kari):
    given = change_comment(answered(comment("Først")), text="Så", by=kari)

    assert [each.text for each in given.earlier_texts.all()] == ["Først"]


def test_an_answer_to_a_text_that_has_changed_is_not_sent(comment, kari):
    given = comment("Først")
    seen = marker_of(given)
    change_comment(given, text="Noe helt annet", by=kari)

    with pytest.raises(InputChanged):
        answer_input(
            given, status=Input.Status.ADOPTED, text="Ja til det første.", by=UserFactory(), seen=seen
        )


def test_an_unanswered_comment_is_deleted(comment, kari):
    given = old(comment(), days=1)

    assert take_back(given, by=kari) is None
    assert Input.objects.count() == 0
    assert Letter.objects.waiting().filter(kind="inputs.receipt").count() == 0
    assert comment().text == "Hva med en tredje runde?"


def test_an_answered_comment_is_withdrawn_and_its_words_are_the_municipalitys_alone(comment, kari):
    given = take_back(answered(comment("Hemmelig nok")), by=kari)

    given.refresh_from_db()
    assert (given.text, given.public_name, given.answers.count()) == ("", "", 1)
    assert given.is_withdrawn
    assert [each.text for each in given.earlier_texts.all()] == ["Hemmelig nok"]
    assert not Input.objects.matching("hemmelig").exists()
    with pytest.raises(CommentError):
        change_comment(given, text="Angret", by=kari)


def test_what_is_hidden_stays_as_it_is(comment, kari):
    given = hide_input(comment(), reason="Navngir noen", by=UserFactory())

    for act in (lambda: change_comment(given, text="Nytt", by=kari), lambda: take_back(given, by=kari)):
        with pytest.raises(CommentError):
            act()


def test_a_draft_is_one_for_each_place_and_gone_when_the_comment_is_given(comment, kari, published, place):
    save_draft(kari, place, text="Begynt")
    save_draft(kari, place, text="Begynt på noe")
    save_draft(kari, find_place(published.pk), text="Om alt")
    assert sorted(CommentDraft.objects.values_list("text", flat=True)) == ["Begynt på noe", "Om alt"]

    comment()
    save_draft(kari, find_place(published.pk), text=" ")
    assert not CommentDraft.objects.exists()


def kept_out(person):
    until = timezone.now() + timedelta(days=7)
    return Exclusion.objects.create(person=person, reason="Trusler", until=until, by=UserFactory())


def test_who_is_kept_out_gives_no_comment_and_confirms_none(place, kari):
    held = hold_comment(place, said=Said("Fra en gjest"), email=kari.email)
    kept_out(person_for(kari.email))

    with pytest.raises(KeptOut):
        give_comment(place, said=Said("Fra en konto"), person=person_for(kari.email))
    with pytest.raises(KeptOut):
        confirm_comment(token_of(held.client_id))

    held.refresh_from_db()
    assert (Input.objects.count(), held.confirmed_at, held.text) == (0, None, "Fra en gjest")


def test_comment_that_somebody_has_replied_to_is_withdrawn_and_takes_no_more(place, kari):
    given = give_comment(place, said=Said("Hva med heis?"), person=person_for(kari.email))
    post_reply(given, text="Enig", by=UserFactory())

    withdrawn = take_back(given, by=kari)

    assert withdrawn.is_withdrawn
    assert not may_reply(UserFactory(), withdrawn)
    assert not is_voted_on(withdrawn)
