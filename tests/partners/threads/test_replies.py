"""Replying, quoting, mentioning, changing and taking back."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.inputs.actions import answer_input, hide_input
from partners.inputs.models import Input
from partners.threads.actions import delete_reply, edit_reply, follow, post_reply, report
from partners.threads.errors import CannotSee, MayNot, NotTheirWords
from partners.threads.models import EarlierReply, Follow, Mention, Reply, Report, Talk
from partners.threads.moderating import exclude, lift
from partners.threads.rules import is_kept_out, may_reply, may_take_part
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.factories import InputFactory, MembershipFactory, ReplyFactory, UserFactory
from tests.partners.threads.conftest import account_of

pytestmark = pytest.mark.usefixtures("smtp_server")


def letters(kind):
    return set(Letter.objects.filter(kind=kind).exclude(state="void").values_list("to", flat=True))


def test_reply_keeps_who_said_what_for_whom(input, silje):
    membership = MembershipFactory(user=silje)

    reply = post_reply(input, by=silje, organisation=membership.organisation, text=" Enig.\r\nMen når? ")

    assert (reply.author_name, reply.organisation, reply.text) == (
        "Silje Lunde",
        membership.organisation,
        "Enig.\nMen når?",
    )
    assert not reply.by_municipality
    assert list(ModelLogEntry.objects.for_instance(reply).values_list("action", "label")) == [
        ("partners.reply.post", f"#{reply.pk}")
    ]


def test_coordinator_speaks_for_the_municipality_unless_for_another(input, coordinator):
    assert post_reply(input, by=coordinator, text="Takk.").by_municipality


def test_sending_the_same_reply_twice_is_one_reply(input, silje):
    key = uuid.uuid4()

    first, second = (post_reply(input, by=silje, text="Enig.", client_id=key) for _ in range(2))

    assert (first, Reply.objects.count()) == (second, 1)
    assert Letter.objects.filter(kind="threads.replies").count() == 1


def test_nobody_uses_anothers_client_id(input, silje, per):
    key = uuid.uuid4()
    post_reply(input, by=silje, text="Enig.", client_id=key)

    with pytest.raises(MayNot):
        post_reply(input, by=per, text="Uenig.", client_id=key)


def test_nobody_speaks_for_an_organisation_that_is_not_theirs(input, silje):
    other = MembershipFactory().organisation
    pending = MembershipFactory(user=silje, organisation__status="pending").organisation

    for organisation in (other, pending):
        with pytest.raises(MayNot):
            post_reply(input, by=silje, organisation=organisation, text="Enig.")


def test_reply_to_hidden_is_refused(input, silje, coordinator):
    hide_input(input, reason="Navngir en privatperson", by=coordinator)

    for user in (silje, coordinator):
        with pytest.raises(MayNot):
            post_reply(input, by=user, text="Enig.")
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("visibility", [Input.Visibility.PARTNERS, Input.Visibility.MUNICIPALITY])
def test_reply_to_what_one_cannot_see_is_refused(silje, visibility):
    with pytest.raises(MayNot):
        post_reply(InputFactory(visibility=visibility), by=silje, text="Enig.")


def test_page_that_is_closed_takes_no_replies(input, silje):
    talk = Talk.objects.create(page=input.page, closes_at=timezone.now() + timedelta(hours=1))
    assert may_reply(silje, input)

    talk.closes_at = timezone.now() - timedelta(seconds=1)
    talk.save()

    assert not may_reply(silje, input)
    with pytest.raises(MayNot):
        post_reply(input, by=silje, text="Enig.")


def test_who_is_kept_out_takes_no_part_until_it_ends_by_itself(input, silje, coordinator):
    exclude(email=silje.email, reason="Hets", until=timezone.now() + timedelta(days=7), by=coordinator)

    assert not may_take_part(silje)
    with pytest.raises(MayNot):
        post_reply(input, by=silje, text="Enig.")
    assert letters("threads.excluded") == {silje.email}
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert may_take_part(silje)
        post_reply(input, by=silje, text="Enig.")


def test_guest_without_an_account_is_kept_out_by_their_address(input, coordinator):
    until = timezone.now() + timedelta(days=7)
    exclude(email=input.giver.email.upper(), reason="Hets", until=until, by=coordinator)

    assert is_kept_out(input.giver)
    assert not may_take_part(account_of(input.giver))


def test_exclusion_is_lifted_once(silje, coordinator):
    made = exclude(email=silje.email, reason="Hets", until=timezone.now() + timedelta(days=7), by=coordinator)

    lift(lift(made, by=coordinator), by=coordinator)

    assert may_take_part(silje)
    assert Letter.objects.filter(kind="threads.excluded").count() == 2


def test_who_works_here_is_not_kept_out(coordinator):
    with pytest.raises(MayNot):
        exclude(email=coordinator.email, reason="x", until=timezone.now() + timedelta(days=1), by=coordinator)


def test_quote_must_stand_in_what_is_quoted(input, silje, per):
    first = post_reply(input, by=silje, text="Bussen går\nhvert kvarter.")

    reply = post_reply(input, by=per, text="Ja.", quote="går hvert kvarter", quoted=first)
    of_input = post_reply(input, by=per, text="Ja.", quote="Da kommer flere.")

    assert (reply.quoted, reply.quote, of_input.quoted) == (first, "går hvert kvarter", None)
    for quote, quoted in (
        ("Jeg er dum", first),
        ("Jeg er dum", None),
        ("Bussen", ReplyFactory(text="Bussen")),
        ("Bussen", ReplyFactory(input=input, text="Bussen", state="hidden", hidden_because="x")),
    ):
        with pytest.raises(NotTheirWords):
            post_reply(input, by=per, text="Nei.", quote=quote, quoted=quoted)


def test_mention_tells_those_who_take_part_and_coordinators_alone(input, silje, per, coordinator):
    post_reply(input, by=silje, text="Enig.")
    UserFactory(name="Ukjent Nordmann")

    said = "@Silje Lunde, @Amina Hassan og @Ukjent Nordmann: se her (a@Silje Lunde)."
    reply = post_reply(input, by=per, text=said)

    assert {mention.user for mention in reply.mentions.all()} == {silje, coordinator}
    assert letters("threads.mentioned") == {silje.email, coordinator.email}


def test_who_is_mentioned_gets_one_letter_of_it(input, silje, per):
    post_reply(input, by=silje, text="Enig.")
    Letter.objects.all().delete()

    post_reply(input, by=per, text="@Silje Lunde, når?")

    assert letters("threads.mentioned") == {silje.email}
    assert silje.email not in letters("threads.replies")


def test_mention_of_somebody_who_cannot_see_is_refused(silje, per):
    """A partner who has lost the right to see what is for partners, and somebody who was never there."""
    input = InputFactory(visibility=Input.Visibility.PARTNERS)
    MembershipFactory(user=silje)
    gone = MembershipFactory(user__name="Gått Nordmann")
    ReplyFactory(input=input, author=gone.user)
    gone.delete()

    for user in (gone.user, per):
        with pytest.raises(CannotSee):
            post_reply(input, by=silje, text=f"@{user.name}", mentioned=[user.pk])
    typed = post_reply(input, by=silje, text=f"@{gone.user.name} og @{per.name}")

    assert (typed.mentions.count(), letters("threads.mentioned")) == (0, set())


def test_giver_who_hides_their_name_cannot_be_mentioned_by_it(silje):
    input = InputFactory(shown_as=Input.ShownAs.ANONYMOUS)
    giver = account_of(input.giver)

    assert post_reply(input, by=silje, text=f"@{giver.name}").mentions.count() == 0


def test_change_within_a_quarter_leaves_no_trace_and_later_it_does(input, silje):
    reply = post_reply(input, by=silje, text="Enig.")
    reply = edit_reply(reply, text="Helt enig.", by=silje)
    assert (reply.changed_at, EarlierReply.objects.count()) == (None, 0)

    with time_machine.travel(reply.created_at + timedelta(minutes=16)):
        reply = edit_reply(reply, text="Uenig.", by=silje)
        reply = edit_reply(reply, text="Uenig.", by=silje)

    assert reply.changed_at is not None
    assert [each.text for each in reply.earlier_texts.all()] == ["Helt enig."]


def test_mention_that_comes_by_a_change_is_told_and_one_that_goes_is_not(input, silje, per):
    ReplyFactory(input=input, author=per)
    reply = post_reply(input, by=silje, text="@Per Olav Vik, se her.")
    edit_reply(reply, text="@Per Olav Vik, se der.", by=silje)
    assert Letter.objects.filter(kind="threads.mentioned").count() == 1

    edit_reply(reply, text="Se der.", by=silje)

    assert Mention.objects.count() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        deliver_due()
    assert Letter.objects.get(kind="threads.mentioned").state == Letter.State.VOID


def test_only_its_author_changes_and_deletes_a_reply(input, silje, per, coordinator):
    reply = post_reply(input, by=silje, text="Enig.")

    for user in (per, coordinator):
        with pytest.raises(MayNot):
            edit_reply(reply, text="Uenig.", by=user)
        with pytest.raises(MayNot):
            delete_reply(reply, by=user)


def test_deleted_reply_leaves_a_trace_without_a_word(input, silje, per):
    reply = post_reply(input, by=silje, text="Bussen er full.")
    with time_machine.travel(reply.created_at + timedelta(hours=1)):
        edit_reply(reply, text="Bussen er smekkfull.", by=silje)
    quoting = post_reply(input, by=per, text="Ja.", quote="smekkfull", quoted=reply)
    report(input, reply=reply, by=per, reason="other")

    delete_reply(delete_reply(reply, by=silje), by=silje)

    reply.refresh_from_db()
    quoting.refresh_from_db()
    assert (reply.state, reply.text, EarlierReply.objects.count()) == ("deleted", "", 0)
    assert (quoting.quote, quoting.quoted) == ("", reply)
    assert Report.objects.get().outcome == "gone"


def test_who_replies_follows_and_who_has_stopped_is_not_made_to(input, silje, per):
    post_reply(input, by=silje, text="Enig.")
    assert Follow.objects.get().is_on
    follow(input, by=silje, is_on=False)
    follow(input, by=silje, is_on=False)

    post_reply(input, by=silje, text="Og en ting til.", follow=False)
    post_reply(input, by=per, text="Uenig.", follow=False)

    assert letters("threads.replies") == {input.giver.email}


def test_first_letter_waits_ten_minutes_and_takes_all_replies_with_it(input, silje, per):
    post_reply(input, by=silje, text="Den første.")
    post_reply(input, by=per, text="Den andre.")
    hidden = post_reply(input, by=silje, text="Den tredje.")
    delete_reply(hidden, by=silje)

    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        deliver_due()
    assert not Letter.objects.filter(state="sent").exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        deliver_due()

    [to_giver] = Letter.objects.filter(to=input.giver.email)
    assert to_giver.state == "sent"
    assert [word in to_giver.text for word in ("Den første.", "Den andre.", "Den tredje.")] == [
        True,
        True,
        False,
    ]
    assert "Den andre." in Letter.objects.get(to=silje.email).text
    assert not Letter.objects.filter(to=per.email, state="sent").exists()


def test_next_letter_comes_an_hour_after_the_last(input, silje):
    post_reply(input, by=silje, text="Den første.")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        deliver_due()
        sent = Letter.objects.get(to=input.giver.email).sent_at
        post_reply(input, by=silje, text="Den andre.")
        post_reply(input, by=silje, text="Den tredje.")

    [later] = Letter.objects.filter(to=input.giver.email, state="waiting")
    assert later.send_after == sent + timedelta(hours=1)
    with time_machine.travel(sent + timedelta(minutes=61)):
        deliver_due()
    later.refresh_from_db()
    assert ("Den første." in later.text, "Den andre." in later.text) == (False, True)


def test_giver_with_an_account_can_stop(input, silje):
    giver = account_of(input.giver)
    follow(input, by=giver, is_on=False)

    post_reply(input, by=silje, text="Enig.")

    assert letters("threads.replies") == set()


def test_followers_hear_of_the_answer_and_the_giver_by_their_own_letter(input, silje, coordinator):
    follow(input, by=silje)

    answer_input(input, status="adopted", text="Det gjør vi.", by=coordinator)

    assert letters("threads.answered") == {silje.email}
    assert letters("inputs.answered") == {input.giver.email}
    deliver_due()
    assert "Det gjør vi." in Letter.objects.get(kind="threads.answered").text


def test_who_can_no_longer_see_it_gets_no_letter(silje, per):
    input = InputFactory(visibility=Input.Visibility.PARTNERS)
    partner = MembershipFactory(user=silje)
    other = MembershipFactory(user=per)
    follow(input, by=silje)
    post_reply(input, by=per, text="Hemmelig.")
    partner.delete()
    assert other.pk

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        deliver_due()

    assert Letter.objects.get(to=silje.email).state == Letter.State.VOID
