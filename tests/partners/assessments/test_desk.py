"""The coordinator's desk for proposals: the queue, and one proposal with all that is done with it."""

import io
import uuid

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partners.assessments.actions import answer_municipality, ask_proposer, assign_reviewer
from partners.assessments.models import Clarification, Message, Review
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import Text, begin_version, save_texts
from partners.proposals.models import Proposal, ReviewGrant
from portal.mail.models import Letter
from tests.factories import (
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    ProposalFactory,
    RoleFactory,
    UserFactory,
    handed_in,
)
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in, staff

pytestmark = pytest.mark.django_db

MAX_LIST_QUERIES = 20
MAX_PAGE_QUERIES = 40


def at(name, *arguments):
    return reverse(f"proposals:{name}", args=arguments)


def found(desk, **parameters):
    return [each.pk for each in desk.get(at("index"), parameters).context["object_list"]]


def test_queue_has_what_waits_for_the_municipality_first(desk, opened):
    withdrawn = handed_in()
    withdraw_proposal(withdrawn, by=withdrawn.proposer)
    asked = opened(by=desk.user)
    ask_proposer(asked, text="Hvor mange dager?", by=desk.user)
    new = handed_in()
    ProposalFactory()

    rows = desk.get(at("index"))

    assert [each.pk for each in rows.context["object_list"]] == [new.pk, asked.pk, withdrawn.pk]
    assert "Kommunen, 0 dager" in facts(rows)
    assert "Forslagsstilleren, 0 dager" in facts(rows)


def test_queue_is_narrowed_by_each_filter(desk, opened):
    role, other = RoleFactory(), RoleFactory()
    business = opened(role, by=desk.user, organisation=OrganisationFactory(kind="business"))
    volunteer = handed_in(other, organisation=None)
    assign_reviewer(business, reviewer=desk.user, by=desk.user)
    ask_proposer(business, text="Når?", by=desk.user)

    assert found(desk, role=role.pk) == [business.pk]
    assert found(desk, area=other.area_id) == [volunteer.pk]
    assert found(desk, status="submitted") == [volunteer.pk]
    assert found(desk, waits=1) == [business.pk]
    assert found(desk, kind="business") == [business.pk]
    assert found(desk, kind="volunteer") == [volunteer.pk]
    assert found(desk, mine="me") == [business.pk]
    assert found(desk, prepared="yes") == []


def test_queue_is_searched_by_number_name_role_and_text(desk):
    role = RoleFactory(title="Kafé ved sjøen")
    wanted = handed_in(role, organisation=OrganisationFactory(name="Nordre Sykkelverksted"))
    handed_in()

    assert found(desk, q=wanted.number) == [wanted.pk]
    assert found(desk, q="sykkelverksted nordre") == [wanted.pk]
    assert found(desk, q="sjøen") == [wanted.pk]
    assert len(found(desk, q="reparerer")) == 2
    assert found(desk, q="100%") == []


@pytest.mark.parametrize("name", ["index", "reviewers", "decisions", "criteria", "report"])
def test_lists_take_the_same_queries_for_one_and_three(desk, opened, assessed, name):
    def another():
        assessed(opened(RoleFactory(), by=desk.user), by=desk.user)

    another()
    with_one = queries_of(desk, at(name))
    another()
    another()

    assert queries_of(desk, at(name)) == with_one <= MAX_LIST_QUERIES


def test_page_takes_the_same_queries_however_much_is_done(desk, opened, assessed):
    role = RoleFactory()
    proposal = opened(role, by=desk.user)

    def more():
        assessed(proposal, by=desk.user)
        message = ask_proposer(proposal, text="Er to dager nok?", by=desk.user)
        desk.post(at("clarify", proposal.pk, message.pk), {"role": role.pk, "text": "Ja.", "step": "send"})
        CriterionFactory()

    more()
    with_one = queries_of(desk, at("proposal", proposal.pk))
    more()
    more()

    assert queries_of(desk, at("proposal", proposal.pk)) == with_one <= MAX_PAGE_QUERIES


def test_file_has_what_the_list_shows_and_nothing_of_the_assessment(desk, opened, assessed):
    proposal = opened(by=desk.user, organisation=OrganisationFactory(name="=Ombruk AS", kind="business"))
    assessed(proposal, by=desk.user, remark="sjeldenordet")
    handed_in()

    response = desk.get(at("export", "xlsx"), {"kind": "business"})

    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [(proposal.number, "'=Ombruk AS")]
    assert "sjeldenordet" not in str(rows)
    assert desk.get(at("export", "csv")).content.decode().count(proposal.number) == 1
    assert desk.get(at("export", "pdf")).status_code == 404


def test_page_shows_all_with_marks(desk):
    proposal = handed_in()
    passage = proposal.current.passages.get(key="offer")
    passage.text, passage.is_secret = "Oppskriften vår", True
    passage.save()

    html = facts(desk.get(at("proposal", proposal.pk)))

    assert "Oppskriften vår" in html
    assert "Bare kommunen · <strong>Merket som forretningshemmelighet" in html


def test_page_shows_what_is_new_in_a_version(desk):
    proposal = handed_in()
    begin_version(proposal, by=proposal.proposer)
    save_texts(proposal, texts=[Text("success", "Buss hvert kvarter")], by=proposal.proposer)
    submit_proposal(proposal, by=proposal.proposer)

    latest = desk.get(at("proposal", proposal.pk))
    first = desk.get(at("proposal", proposal.pk), {"version": "1"})

    assert [change.label for change in latest.context["changes"]] == ["Hva som må til for å lykkes"]
    assert ("Buss hvert kvarter" in facts(first), first.context["changes"]) == (False, [])


def test_draft_is_nobodys_but_its_writers(desk):
    assert desk.get(at("proposal", ProposalFactory().pk)).status_code == 404


def test_assessment_begins_with_criteria_and_not_before(desk, criterion):
    proposal = handed_in()
    criterion.delete()
    desk.post(at("open", proposal.pk))
    before = Proposal.objects.get().status
    CriterionFactory()

    desk.post(at("open", proposal.pk))
    desk.post(at("open", proposal.pk))

    assert (before, Proposal.objects.get().status) == ("submitted", "in_review")
    assert proposal.steps.filter(after="in_review").count() == 1


def test_somebody_who_works_here_is_asked_and_taken_off(desk, opened):
    proposal, colleague = opened(by=desk.user), staff(COORDINATORS)

    desk.post(at("assign", proposal.pk), {"reviewer": colleague.pk})
    review = Review.objects.get()
    desk.post(at("end_review", proposal.pk, review.pk))

    review.refresh_from_db()
    assert (review.reviewer, review.is_standing) == (colleague, False)
    assert Letter.objects.get(kind="assessments.asked").to == colleague.email


def test_who_does_not_work_here_is_not_in_the_list(desk, opened):
    response = desk.post(at("assign", opened(by=desk.user).pk), {"reviewer": UserFactory().pk})

    assert (response.status_code, Review.objects.count()) == (422, 0)


def test_expert_is_invited_by_mail_and_typing_errors_come_back(desk, opened):
    proposal = opened(by=desk.user)

    refused = desk.post(at("invite", proposal.pk), {"email": "ingen adresse"})
    desk.post(at("invite", proposal.pk), {"email": "Fag@Example.no"})
    desk.post(at("invite", proposal.pk), {"email": "fag@example.no"})

    review = Review.objects.get()
    assert (refused.status_code, "ingen adresse" in facts(refused)) == (422, True)
    assert (review.email, review.reviewer, review.is_external) == ("fag@example.no", None, True)
    assert [letter.to for letter in Letter.objects.filter(kind="assessments.asked")] == ["fag@example.no"]
    assert "fag@example.no" in facts(desk.get(at("reviewers")))


def test_proposers_do_not_assess_their_own(desk, opened):
    proposal = opened(by=desk.user)
    member = opened.member
    member.is_staff = True
    member.save()

    response = desk.post(at("assign", proposal.pk), {"reviewer": member.pk})

    assert (response.status_code, Review.objects.count()) == (422, 0)


def test_question_is_sent_once_however_often_it_is_pressed(desk, opened):
    proposal = opened(by=desk.user)
    question = {"text": "Hvor mange dager?", "wants_answer": "on", "client_id": str(uuid.uuid4())}

    desk.post(at("ask", proposal.pk), question)
    desk.post(at("ask", proposal.pk), question)

    assert Message.objects.count() == 1
    assert Proposal.objects.get().status == "needs_info"


def test_news_to_the_proposer_waits_for_no_answer(desk, opened):
    proposal = opened(by=desk.user)

    desk.post(at("ask", proposal.pk), {"text": "Vi leser.", "client_id": str(uuid.uuid4())})

    assert Proposal.objects.get().status == "in_review"
    assert Message.objects.get().wants_answer is False


def test_empty_question_comes_back(desk, opened):
    response = desk.post(at("ask", opened(by=desk.user).pk), {"text": " ", "wants_answer": "on"})

    assert response.status_code == 422
    assert set(response.context["ask_form"].errors) == {"text", "client_id"}


def test_answer_goes_to_all_candidates_seen_as_a_letter_first(desk, opened):
    role = RoleFactory()
    asked = opened(role, by=desk.user)
    asking = opened.member
    other = opened(role, by=desk.user)
    answer_municipality(asked, text="Er to dager nok?", by=asking)
    message = ask_proposer(asked, text="Ja, to dager er nok.", by=desk.user, wants_answer=False)
    address = at("clarify", asked.pk, message.pk)

    seen = desk.get(address)
    words = {"role": role.pk, "question": "Er to dager nok?", "text": "Ja, to dager er nok."}
    desk.post(address, words | {"step": "preview"})
    before = Clarification.objects.count()
    desk.post(address, words | {"step": "send"})
    desk.post(address, words | {"step": "send"})

    letter = seen.context["preview"].text
    assert ("Ja, to dager er nok." in letter, "Er to dager nok?" in letter) == (True, True)
    assert (asked.organisation.name in letter, asking.name in letter) == (False, False)
    assert (before, Clarification.objects.count()) == (0, 1)
    assert Letter.objects.filter(kind="assessments.clarified").count() == 2
    page = facts(desk.get(at("proposal", other.pk)))
    assert "2 kandidater fikk beskjed" in page


def test_name_of_who_asked_does_not_go_out_by_an_oversight(desk, opened):
    role = RoleFactory()
    proposal = opened(role, by=desk.user, organisation=OrganisationFactory(name="Nordre AS"))
    message = ask_proposer(proposal, text="Ja.", by=desk.user)

    response = desk.post(
        at("clarify", proposal.pk, message.pk),
        {"role": role.pk, "text": "Nordre as kan ha to dager.", "step": "send"},
    )

    assert (response.status_code, Clarification.objects.count()) == (422, 0)
    assert set(response.context["form"].errors) == {"text"}


def test_who_has_an_interest_changes_nothing_and_sees_no_points(desk, opened, assessed):
    proposal = opened(by=desk.user)
    assessed(proposal, by=desk.user, remark="sjeldenordet")

    before = facts(desk.get(at("proposal", proposal.pk)))
    desk.post(at("interest", proposal.pk), {"text": "Min bror eier det"})
    after = facts(desk.get(at("proposal", proposal.pk)))

    assert ("sjeldenordet" in before, "sjeldenordet" in after) == (True, False)
    assert "Du har meldt deg inhabil i dette forslaget." in after
    for name in ("open", "assign", "invite", "ask", "decide"):
        desk.post(
            at(name, proposal.pk), {"text": "x", "email": "x@example.no", "outcome": "decline", "reason": "x"}
        )
    assert desk.get(at("letter", proposal.pk)).status_code == 302
    assert (Message.objects.count(), Review.objects.count()) == (0, 2)
    assert not hasattr(Proposal.objects.get(), "decision")


def test_coordinator_who_is_a_member_has_an_interest(desk, opened, assessed):
    proposal = opened(by=desk.user)
    assessed(proposal, by=desk.user, remark="sjeldenordet")
    MembershipFactory(organisation=proposal.organisation, user=desk.user)

    html = facts(desk.get(at("proposal", proposal.pk)))

    assert "Du hører til dem som foreslår dette." in html
    assert "sjeldenordet" not in html


def test_reviewers_are_listed_with_who_comes_from_outside(desk, opened):
    expert = UserFactory(name="Fagperson Eksempel")
    proposal = opened(by=desk.user)
    assign_reviewer(proposal, reviewer=expert, by=desk.user)

    html = facts(desk.get(at("reviewers")))

    assert "Fagperson Eksempel" in html
    assert f"{at('proposal', proposal.pk)}#reviewers" in html


def test_page_tells_the_whole_history(desk, opened, assessed):
    proposal = opened(by=desk.user)
    review = assessed(proposal, by=desk.user)
    desk.post(at("end_review", proposal.pk, review.pk))

    steps = desk.get(at("proposal", proposal.pk)).context["steps"]

    titles = [step.title for step in steps]
    assert titles[0] == "Vurderer tatt av"
    assert {"Vurdering begynt", "Poeng gitt", "Habilitet oppgitt"} <= set(titles)
    assert "E-post: Bedt om å vurdere et forslag" in titles
    assert ReviewGrant.objects.count() == 0


def test_front_panel_counts_what_waits(desk, opened):
    handed_in()
    assign_reviewer(opened(by=desk.user), reviewer=desk.user, by=desk.user)

    html = facts(desk.get(reverse("wagtailadmin_home")))

    assert "2 rolleforslag venter på kommunen" in html
    assert "1 nytt forslag<" in html
    assert "1 venter på din vurdering" in html


def test_desk_does_not_exist_for_editors(client, opened, lead):
    proposal = opened(by=lead)
    editor = signed_in(client, EDITORS)

    for address in (at("index"), at("proposal", proposal.pk), at("report"), at("export", "csv")):
        assert editor.get(address).status_code == 404
    assert "waiting-proposals" not in facts(editor.get(reverse("wagtailadmin_home")))
