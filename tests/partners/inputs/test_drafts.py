"""Answers that are not given yet: who sees them, who may publish them, and that none is lost unsaid."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from home.models import SiteSettings
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.drafting import change_draft, discard_draft, draft_answer, draft_answers, publish_draft
from partners.inputs.drafts import AnswerDraft, draft_of
from partners.inputs.errors import AnswerDrafted, DraftChanged, InputChanged, NeedsApproval
from partners.inputs.models import Answer
from partners.inputs.several import answer_inputs
from partners.people.closing import close_account, erase_account
from partners.people.models import User
from partners.threads.redacting import redact
from portal.mail.models import Letter
from tests.factories import InputFactory, PersonFactory, UserFactory
from tests.staff import COORDINATORS, facts, queries_of, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


@pytest.fixture
def two_must_agree(db):
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.answers_need_approval = True
    settings.save()


@pytest.fixture
def input():
    return InputFactory(giver=PersonFactory(email="kari@example.no"), text="Vi trenger heis")


@pytest.fixture
def amina():
    user = staff(COORDINATORS)
    user.name = "Amina Hassan"
    user.save()
    return user


def drafted(input, by, **changes):
    given = {"status": "adopted", "text": "Det blir heis.", "seen": marker_of(input)} | changes
    return draft_answer(input, **given, by=by)


def at(input):
    return reverse("inputs:input", args=[input.pk])


def at_draft(draft):
    return reverse("inputs:draft", args=[draft.pk])


def actions_of(input):
    return list(ModelLogEntry.objects.for_instance(input).order_by("pk").values_list("action", flat=True))


def test_draft_is_saved_at_the_desk_and_others_there_see_whose_it_is(desk, input, client):
    data = {"status": "adopted", "text": "Det blir heis.", "seen": marker_of(input), "step": "draft"}

    assert desk.post(at(input), data).status_code == 302

    draft = AnswerDraft.objects.get()
    assert (draft.by, draft.text, draft.asked_at) == (client.user, "Det blir heis.", None)
    signed_in(client, COORDINATORS)
    page, listed = facts(client.get(at(input))), facts(client.get(reverse("inputs:index")))
    assert "Det blir heis." in page
    for html in (page, listed):
        assert str(draft.by) in html
    assert "partners.draft.save" in actions_of(input)


def test_draft_is_neither_shown_to_the_public_nor_mailed(client, input, amina):
    drafted(input, amina, text="Hemmelig svar")
    giver = UserFactory(email="kari@example.no")
    input.giver.user = giver
    input.giver.save()

    for reader in (None, giver):
        if reader:
            client.force_login(reader)
        for address in ("/innspill/", input.get_absolute_url(), "/innspill/svar.atom", "/sok/?q=hemmelig"):
            assert "Hemmelig svar" not in client.get(address).content.decode()
    input.refresh_from_db()
    assert (input.status, Letter.objects.count(), Answer.objects.count()) == ("new", 0, 0)


def test_saving_the_same_draft_twice_makes_one(input, amina):
    assert drafted(input, amina) == drafted(input, amina)


def test_draft_of_a_colleague_is_not_written_over(input, amina):
    first = drafted(input, amina)

    for act in (draft_answer, answer_input):
        with pytest.raises(AnswerDrafted) as refused:
            act(input, status="partly", text="Kanskje.", by=UserFactory(), seen=marker_of(input))

        assert refused.value.draft == first


def test_who_drafts_second_keeps_the_words_and_sees_the_other(desk, input, amina):
    drafted(input, amina)

    for step in ("draft", "send"):
        late = {"status": "partly", "text": "Mine ord", "seen": marker_of(input), "step": step}
        answer = desk.post(at(input), late)

        assert answer.status_code == 422
        assert answer.context["form"]["text"].value() == "Mine ord"
        assert "Amina Hassan har lagret et utkast" in facts(answer)
        assert "Det blir heis." in facts(answer)


def test_who_answers_second_is_told_that_one_was_published_and_keeps_the_words(desk, input, amina):
    seen = marker_of(input)
    answer_input(input, status="adopted", text="Ja.", by=amina)

    answer = desk.post(at(input), {"status": "partly", "text": "Mine ord", "seen": seen, "step": "send"})

    assert answer.status_code == 422
    assert "Amina Hassan har publisert et svar" in facts(answer)
    assert answer.context["form"]["text"].value() == "Mine ord"
    assert [each.text for each in Answer.objects.all()] == ["Ja."]


def test_draft_is_published_by_anybody_and_the_answer_is_its_authors(desk, input, amina, client):
    draft = drafted(input, amina)
    data = {"status": draft.status, "text": draft.text, "turn": 1, f"seen_{input.pk}": marker_of(input)}

    assert desk.post(at_draft(draft), data | {"step": "send"}).status_code == 302

    answer = Answer.objects.get()
    assert (answer.text, answer.by, answer.approved_by) == ("Det blir heis.", amina, client.user)
    assert [letter.to for letter in Letter.objects.filter(kind="inputs.answered")] == ["kari@example.no"]
    assert draft_of(input) is None


def test_changed_draft_that_is_published_is_by_who_changed_it(desk, input, amina, client):
    draft = drafted(input, amina)

    desk.post(at_draft(draft), {"status": "partly", "text": "Delvis.", "turn": 1, "step": "send"})

    answer = Answer.objects.get()
    assert (answer.text, answer.status, answer.by, answer.approved_by) == (
        "Delvis.",
        "partly",
        client.user,
        None,
    )


def test_nobody_publishes_alone_where_two_must_agree(two_must_agree, input, amina):
    seen = marker_of(input)
    with pytest.raises(NeedsApproval):
        answer_input(input, status="adopted", text="Ja.", by=amina, seen=seen)
    with pytest.raises(NeedsApproval):
        answer_inputs([input], status="adopted", text="Ja.", by=amina, seen={input.pk: seen})
    unasked = drafted(input, amina)
    with pytest.raises(NeedsApproval):
        publish_draft(unasked, by=UserFactory(), turn=1)
    asked = change_draft(unasked, status="adopted", text="Ja.", by=amina, turn=1, seen={}, ask=True)
    with pytest.raises(NeedsApproval):
        publish_draft(asked, by=amina, turn=2)

    assert not Answer.objects.exists()


def test_old_page_cannot_publish_once_two_must_agree(two_must_agree, desk, input):
    data = {"status": "adopted", "text": "Mine ord", "seen": marker_of(input), "step": "send"}

    answer = desk.post(at(input), data)

    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Mine ord")
    assert not Answer.objects.exists()


def test_answer_is_asked_for_and_approved_by_somebody_else(two_must_agree, desk, client, input):
    data = {"status": "adopted", "text": "Det blir heis.", "seen": marker_of(input)}
    assert 'value="send"' not in facts(desk.get(at(input)))
    desk.post(at(input), data | {"step": "ask"})
    draft, author = AnswerDraft.objects.get(), client.user
    own = desk.post(at_draft(draft), {"step": "approve", "turn": 1})
    assert (own.status_code, Answer.objects.count()) == (422, 0)
    signed_in(client, COORDINATORS)
    assert "1 utkast til svar venter på godkjenning" in facts(client.get("/admin/"))

    assert client.post(at_draft(draft), {"step": "approve", "turn": 1}).status_code == 302

    answer = Answer.objects.get()
    assert (answer.by, answer.approved_by) == (author, client.user)
    assert Letter.objects.filter(kind="inputs.answered").count() == 1
    assert actions_of(input) == ["partners.draft.ask", "partners.input.answer"]


def test_draft_is_sent_back_with_a_remark_that_its_author_reads(two_must_agree, desk, client, input, amina):
    draft = drafted(input, amina, ask=True)
    empty = desk.post(at_draft(draft), {"step": "return", "turn": 1, "remark": ""})
    assert empty.status_code == 422

    desk.post(at_draft(draft), {"step": "return", "turn": 1, "remark": "Si når."})

    client.force_login(amina)
    page = facts(client.get(at_draft(draft)))
    assert "Si når." in page
    assert "partners.draft.return" in actions_of(input)
    assert not Answer.objects.exists()
    assert not Letter.objects.filter(to=input.giver.email).exists()
    # It waits for its author now, and is approved by nobody.
    signed_in(client, COORDINATORS)
    assert client.post(at_draft(draft), {"step": "approve", "turn": 2}).status_code == 422


def test_second_to_act_on_a_draft_is_told_and_keeps_the_words(desk, input, amina):
    draft = drafted(input, amina)
    publish_draft(draft, by=amina, turn=1)

    late = {"status": "partly", "text": "Mine ord", "turn": 1}
    for step in ("save", "send"):
        answer = desk.post(at_draft(draft), late | {"step": step})

        assert answer.status_code == 422
        assert answer.context["form"]["text"].value() == "Mine ord"
        assert "publisert av Amina Hassan" in facts(answer)
    answer = desk.post(at_draft(draft), {"step": "return", "turn": 1, "remark": "Si når."})
    assert answer.status_code == 422
    assert "Si når." in facts(answer)
    assert Answer.objects.count() == 1


def test_draft_does_not_answer_words_that_have_changed_since(desk, input, amina):
    draft = drafted(input, amina)
    hide_input(input, reason="Navn", by=amina)

    answered, left = publish_draft(draft, by=UserFactory(), turn=1)

    assert (answered, [each.pk for each in left]) == ([], [input.pk])
    assert draft_of(input) == draft
    assert "Skjult" in facts(desk.get(at_draft(draft)))


def test_draft_needs_an_input_as_it_was_read(input, amina):
    with pytest.raises(InputChanged):
        drafted(input, amina, seen="considering:0")


def test_discarded_draft_lets_the_input_be_answered(desk, input, amina):
    draft = drafted(input, amina)
    assert desk.post(at_draft(draft), {"step": "discard", "turn": 1}).status_code == 302

    answer_input(input, status="adopted", text="Ja.", by=amina, seen=marker_of(input))

    with pytest.raises(DraftChanged):
        discard_draft(draft, by=amina, turn=1)
    assert "partners.draft.discard" in actions_of(input)


def test_one_draft_answers_several_with_one_letter_to_each_giver(amina):
    kari = PersonFactory(email="kari@example.no")
    alike = [InputFactory(giver=kari), InputFactory(giver=kari), InputFactory()]
    seen = {each.pk: marker_of(each) for each in alike}
    seen[alike[2].pk] = "partly:7"

    draft, left = draft_answers(alike, status="adopted", text="Ja.", by=amina, seen=seen)
    answered, _left = publish_draft(draft, by=UserFactory(), turn=1)

    assert ([each.pk for each in left], len(answered)) == ([alike[2].pk], 2)
    letters = Letter.objects.filter(kind__startswith="inputs.answered")
    assert [(letter.kind, letter.to) for letter in letters] == [
        ("inputs.answered_together", "kari@example.no")
    ]


def test_several_are_drafted_at_the_desk_and_what_is_left_keeps_the_words(desk, amina):
    free, taken = InputFactory(text="Heis"), InputFactory(text="Rampe")
    drafted(taken, amina)
    ticked = {"inputs": [free.pk, taken.pk], "what": "draft", "status": "adopted", "text": "Mine ord"}
    seen = {f"seen_{each.pk}": marker_of(each) for each in (free, taken)}

    answer = desk.post("/admin/innspill/several/", ticked | seen)

    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Mine ord")
    assert draft_of(free).text == "Mine ord"
    assert [row["input"].pk for row in answer.context["rows"] if row["is_ticked"]] == [taken.pk]


def test_several_are_sent_for_approval_where_two_must_agree(two_must_agree, desk):
    alike = [InputFactory(), InputFactory()]
    ticked = {"inputs": [each.pk for each in alike], "what": "answer", "status": "adopted", "text": "Ja."}

    answer = desk.post(
        "/admin/innspill/several/", ticked | {f"seen_{each.pk}": marker_of(each) for each in alike}
    )

    assert (answer.status_code, Answer.objects.count()) == (302, 0)
    draft = AnswerDraft.objects.get()
    assert (draft.inputs.count(), draft.asked_at is not None) == (2, True)


def test_queue_of_drafts_costs_the_same(desk, amina):
    drafted(InputFactory(), amina)
    with_one = queries_of(desk, reverse("inputs:index"))
    for _number in range(3):
        drafted(InputFactory(), amina)

    assert queries_of(desk, reverse("inputs:index")) <= with_one
    found = desk.get(reverse("inputs:index"), {"draft": "asked"}).context["object_list"]
    assert list(found) == []


def test_draft_page_costs_the_same_however_many_it_answers(desk, amina):
    one, three = [InputFactory()], [InputFactory() for _number in range(3)]
    drafts = [
        draft_answers(
            inputs, status="adopted", text="Ja.", by=amina, seen={each.pk: marker_of(each) for each in inputs}
        )[0]
        for inputs in (one, three)
    ]

    assert queries_of(desk, at_draft(drafts[1])) <= queries_of(desk, at_draft(drafts[0])) <= 16


def test_words_are_redacted_in_drafts_and_authors_are_forgotten(input, amina):
    author = UserFactory()
    draft = drafted(input, author, text="Kari vil ha heis.")

    redact(input, words="heis", reason="personopplysning", by=amina)
    close_account(author)
    User.objects.filter(pk=author.pk).update(erase_after=timezone.now())
    erase_account(author.pk)

    draft.refresh_from_db()
    assert "heis" not in draft.text
    assert draft.by is None
