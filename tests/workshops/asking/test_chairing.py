"""Who leads takes questions through their stages, keeps what was answered, and gives people the floor."""

import json

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from home.programme import SiteSettings
from partners.inputs.models import Input
from portal.live.models import Change
from portal.mail.models import Letter
from tests.factories import PersonFactory, UserFactory
from workshops.asking.actions import take_question_back
from workshops.asking.chairing import (
    answer_question,
    call_on,
    hide_question,
    let_down,
    move_question,
    show_question_again,
)
from workshops.asking.errors import NotYours
from workshops.asking.hands import lower_hand, raise_hand
from workshops.asking.models import AudienceQuestion, Hand
from workshops.asking.reading import live_question, questions_of, speakers_of
from workshops.live.actions import close_room, let_facilitate, open_room
from workshops.live.errors import NotInRoom, RoomClosed

pytestmark = pytest.mark.django_db
Stage = AudienceQuestion.Stage


def stages(activity):
    return {each.input.text: each.stage for each in questions_of(activity)}


def told():
    bodies = Change.objects.order_by("pk").values_list("bodies", flat=True)
    return [json.loads(next(iter(each.values())))["what"] for each in bodies if each]


def test_one_question_is_taken_up_at_a_time_and_the_former_goes_back_to_the_shortlist(
    activity, leader, join, asked
):
    first, second = asked(join("Kari"), "Hvor?"), asked(join("Per"), "Når?")

    move_question(first, Stage.LIVE, by=leader)
    move_question(second, Stage.LIVE, by=leader)

    assert stages(activity) == {"Når?": "live", "Hvor?": "shortlisted"}
    assert live_question(activity) == second


def test_database_takes_no_second_live_question_and_no_answer_of_an_open_one(join, asked):
    first, second = asked(join("Kari")), asked(join("Per"))
    live = AudienceQuestion.objects.filter(pk=first.pk)
    live.update(stage=Stage.LIVE)

    with pytest.raises(IntegrityError), transaction.atomic():
        AudienceQuestion.objects.filter(pk=second.pk).update(stage=Stage.LIVE)
    with pytest.raises(IntegrityError), transaction.atomic():
        live.update(answer="Kommunen")


def test_same_press_twice_is_one_step_in_the_log_which_says_who_and_from_where(leader, join, asked):
    question = asked(join("Kari"))

    move_question(question, Stage.SHORTLISTED, by=leader)
    move_question(question, Stage.SHORTLISTED, by=leader)

    entry = ModelLogEntry.objects.get(action="workshops.asking.stage", object_id=str(question.pk))
    assert (entry.user, entry.data["stage"]) == (leader, ["asked", "shortlisted"])


def test_answered_question_keeps_its_answer_and_stands_last(activity, leader, join, asked):
    first, second = asked(join("Kari"), "Hvor?"), asked(join("Per"), "Når?")

    move_question(first, Stage.ANSWERED, by=leader)
    answer_question(first, text="På\u00a0Moen. ", by=leader)

    assert [each.pk for each in questions_of(activity)] == [second.pk, first.pk]
    assert AudienceQuestion.objects.get(pk=first.pk).answer == "På\u00a0Moen."


def test_answer_goes_with_the_stage_and_stays_in_the_log(leader, join, asked):
    question = asked(join("Kari"))
    answer_question(question, text="På Moen.", by=leader)

    question = move_question(question, Stage.SHORTLISTED, by=leader)

    assert question.answer == ""
    last = ModelLogEntry.objects.filter(action="workshops.asking.stage").order_by("pk").last()
    assert last.data["answer"] == ["På Moen.", ""]


def test_all_are_told_where_a_question_stands_and_nobody_of_its_votes(activity, leader, join, asked):
    question = asked(join("Kari"))

    move_question(question, Stage.LIVE, by=leader)

    assert told()[-2:] == ["stage", "now"]
    bodies = Change.objects.order_by("pk").last().bodies
    assert "Når åpner det?" in str(bodies) and "aria-pressed" not in str(bodies)


def test_hidden_question_is_answered_by_nobody_and_comes_back_as_it_stood(activity, leader, join, asked):
    question = asked(join("Kari", person=PersonFactory(email="kari@example.no")))
    move_question(question, Stage.LIVE, by=leader)

    hide_question(question, reason="Navngir noen", by=leader)
    assert (live_question(activity), list(questions_of(activity))) == (None, [])
    show_question_again(question, by=leader)

    assert live_question(activity) == question
    kinds = Letter.objects.filter(to="kari@example.no").values_list("kind", flat=True)
    assert sorted(kinds) == ["inputs.hidden", "inputs.shown"]


def test_what_was_answered_in_the_room_is_the_municipalitys_answer_when_it_closes(room, leader, join, asked):
    question = asked(join("Kari", person=PersonFactory(email="kari@example.no")))
    answer_question(question, text="På Moen, til sommeren.", by=leader)

    close_room(room, by=leader)
    open_room(room.workshop, by=leader)
    close_room(room, by=leader)

    input = Input.objects.get(pk=question.pk)
    assert (input.status, input.visibility) == ("answered", "everyone")
    assert [each.text for each in input.answers.all()] == ["På Moen, til sommeren."]
    assert Letter.objects.filter(kind="inputs.answered", to="kari@example.no").count() == 1


def test_giver_gets_one_receipt_for_all_that_stands_unanswered(room, leader, join, asked):
    kari = join("Kari", person=PersonFactory(email="kari@example.no"))
    waiting = [asked(kari, text).input.pk for text in ("Hvor?", "Når?")]
    answer_question(asked(kari, "Hvem?"), text="Kommunen.", by=leader)

    close_room(room, by=leader)

    receipt = Letter.objects.get(kind="inputs.receipt", to="kari@example.no")
    assert receipt.data["inputs"] == waiting


def test_who_may_not_answer_for_the_municipality_does_not_by_closing_the_room(room, leader, join, asked):
    helper, question = UserFactory(), asked(join("Kari"))
    let_facilitate(room, helper, by=leader)
    answer_question(question, text="Jeg tror det.", by=helper)

    close_room(room, by=helper)

    input = Input.objects.get(pk=question.pk)
    assert (input.status, input.visibility, input.answers.count()) == ("new", "everyone", 0)


def test_where_two_must_agree_nothing_is_answered_by_closing(room, leader, join, asked):
    SiteSettings.objects.update_or_create(
        site=room.workshop.get_site(), defaults={"answers_need_approval": True}
    )
    question = asked(join("Kari"))
    answer_question(question, text="På Moen.", by=leader)

    close_room(room, by=leader)

    assert Input.objects.get(pk=question.pk).answers.count() == 0


def test_nothing_is_led_in_a_closed_room(room, activity, leader, join, asked):
    question, hand = asked(join("Kari")), raise_hand(activity, join("Per"))
    close_room(room, by=leader)

    for step in (
        lambda: move_question(question, Stage.LIVE, by=leader),
        lambda: answer_question(question, text="For sent", by=leader),
        lambda: hide_question(question, reason="For sent", by=leader),
        lambda: call_on(hand, by=leader),
        lambda: let_down(hand, by=leader),
        lambda: lower_hand(activity, hand.participant),
    ):
        with pytest.raises(RoomClosed):
            step()
    assert AudienceQuestion.objects.get().stage == "asked"
    assert Hand.objects.get().lowered_at is None


def test_own_question_is_taken_back_until_it_is_taken_up(activity, leader, join, asked):
    kari = join("Kari", person=PersonFactory())
    first, second = asked(kari, "Hvor?"), asked(kari, "Når?")
    move_question(second, Stage.LIVE, by=leader)

    take_question_back(first, kari)
    with pytest.raises(NotYours):
        take_question_back(second, kari)

    assert stages(activity) == {"Når?": "live"}
    assert not Input.objects.filter(pk=first.pk).exists()
    assert "Hvor?" not in str(list(Change.objects.values_list("bodies", flat=True)))


def test_nobody_takes_back_what_others_asked(join, asked):
    kari, per = join("Kari", person=PersonFactory()), join("Per")
    anonymous = asked(kari, anonymous=True)
    named = asked(kari)

    for question in (named, anonymous):
        with pytest.raises(NotYours):
            take_question_back(question, per)
    take_question_back(anonymous, per, own={anonymous.input.client_id})

    assert list(AudienceQuestion.objects.all()) == [named]


def test_hands_are_called_in_the_order_in_which_they_went_up(activity, leader, join):
    kari, per = raise_hand(activity, join("Kari")), raise_hand(activity, join("Per"))

    call_on(per, by=leader)

    assert [each.pk for each in speakers_of(activity)] == [per.pk, kari.pk]
    call_on(kari, by=leader)
    assert [each.pk for each in speakers_of(activity)] == [kari.pk]


def test_who_has_not_spoken_yet_is_known(activity, leader, join):
    kari, per = join("Kari"), join("Per")
    first = raise_hand(activity, kari)
    call_on(first, by=leader)
    let_down(first, by=leader)

    for each in (kari, per):
        raise_hand(activity, each)

    assert [(each.participant, each.has_spoken) for each in speakers_of(activity)] == [
        (kari, True),
        (per, False),
    ]


def test_hand_goes_up_once_and_who_lowers_it_was_never_heard(activity, join):
    kari = join("Kari")

    assert raise_hand(activity, kari) == raise_hand(activity, kari)
    lower_hand(activity, kari)
    lower_hand(activity, kari)
    raise_hand(activity, kari)

    assert [each.has_spoken for each in speakers_of(activity)] == [False]


def test_two_do_not_have_the_floor_at_once_and_no_hand_is_up_twice(activity, join):
    kari, per = raise_hand(activity, join("Kari")), raise_hand(activity, join("Per"))
    Hand.objects.filter(pk=kari.pk).update(called_at=kari.raised_at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Hand.objects.filter(pk=per.pk).update(called_at=per.raised_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hand.objects.create(activity=activity, participant=per.participant)


def test_hand_of_another_meeting_is_refused(activity, join):
    stranger = join("Kari")
    stranger.room_id = 0

    with pytest.raises(NotInRoom):
        raise_hand(activity, stranger)


def test_giving_the_floor_is_logged_and_told_to_the_one_and_to_all(activity, leader, join):
    hand = raise_hand(activity, join("Kari"))
    call_on(hand, by=leader)
    let_down(hand, by=leader)
    let_down(hand, by=leader)

    entries = PageLogEntry.objects.filter(action="workshops.hand.change").order_by("pk")
    assert [(each.user, each.data["what"]) for each in entries] == [(leader, "call"), (leader, "lower")]
    assert told()[-4:] == ["called", "hands", "lowered", "hands"]
