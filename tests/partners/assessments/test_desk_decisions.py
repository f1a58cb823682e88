"""Decisions and criteria at the desk: drafts, the letter before it is sent, publishing several together."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partners.assessments.actions import open_proposal
from partners.assessments.deciding import prepare_decision
from partners.assessments.models import Criterion, Decision
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import Text, begin_version, save_texts
from partners.proposals.models import Proposal
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import CriterionFactory, RoleFactory, handed_in
from tests.staff import facts

pytestmark = pytest.mark.django_db


def at(name, *arguments):
    return reverse(f"proposals:{name}", args=arguments)


def words(proposal, *, amount=None, outcome="accept", seen=0, **changes):
    """What the form for a decision sends."""
    sent = {
        "outcome": outcome,
        "reason": "God plan.",
        "conditions": "",
        "seen": seen,
        "version": proposal.current_id,
        "step": "save",
    }
    if amount is not None:
        sent[f"amount_{proposal.current.offers.get().pk}"] = amount
    return sent | changes


def decided(desk, proposal, **changes):
    return desk.post(at("decide", proposal.pk), words(proposal, **changes))


def key(decision):
    return f"{decision.pk}:{decision.revision}"


def publish(desk, *decisions):
    return desk.post(at("decisions"), {"decision": [key(each) for each in decisions]})


def test_decision_is_prepared_seen_and_told_to_nobody(desk, opened):
    proposal = opened(RoleFactory(amount=3), by=desk.user, amount=2)

    seen = decided(desk, proposal, amount="1,5", step="preview", conditions="Fra mars.")
    before = Decision.objects.count()
    decided(desk, proposal, amount="1,5", conditions="Fra mars.")

    decision = Decision.objects.get()
    assert ("Fra mars." in seen.context["preview"].text, before) == (True, 0)
    assert (decision.amounts.get().amount, decision.conditions) == (Decimal("1.5"), "Fra mars.")
    assert (Proposal.objects.get().status, Letter.objects.filter(kind="assessments.decided").count()) == (
        "in_review",
        0,
    )
    assert "Fra mars." in desk.get(at("letter", proposal.pk)).context["preview"].text


def test_no_more_is_accepted_than_is_offered_and_left(desk, opened):
    role = RoleFactory(amount=2)
    first, second = opened(role, by=desk.user, amount=2), opened(role, by=desk.user, amount=2)
    decided(desk, first, amount=1)
    publish(desk, Decision.objects.get())

    for amount, field in (
        (2, "amount"),
        (-1, "amount"),
        ("mye", "amount"),
        ("0.55", "amount"),
        (0, "__all__"),
    ):
        refused = decided(desk, second, amount=amount)
        assert refused.status_code == 422
        assert [name.partition("_")[0] or "__all__" for name in refused.context["form"].errors] == [
            field if field == "amount" else "__all__"
        ]
    html = facts(desk.get(at("decide", second.pk)))
    assert "Igjen av rollen: 1." in html
    assert Decision.objects.count() == 1


def test_declining_takes_a_reason_and_keeps_what_was_typed(desk, opened):
    proposal = opened(RoleFactory(), by=desk.user)

    refused = decided(desk, proposal, outcome="decline", reason=" ", conditions="Takk")

    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"reason"})
    assert "Takk" in facts(refused)


def test_second_coordinator_does_not_overwrite_the_first(desk, opened, lead):
    proposal = opened(RoleFactory(), by=desk.user)
    prepare_decision(proposal, outcome="decline", reason="Nei.", by=lead)

    refused = decided(desk, proposal, amount=1)
    decided(desk, proposal, amount=1, seen=refused.context["seen"])

    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"__all__"})
    assert (Decision.objects.get().outcome, Decision.objects.get().revision) == ("accept", 2)


def test_decision_is_not_prepared_about_a_version_that_was_not_read(desk, opened):
    proposal = opened(RoleFactory(), by=desk.user)
    read = words(proposal, outcome="decline")
    begin_version(proposal, by=proposal.proposer)
    save_texts(proposal, texts=[Text("success", "Buss")], by=proposal.proposer)
    submit_proposal(proposal, by=proposal.proposer)

    refused = desk.post(at("decide", proposal.pk), read)

    assert (refused.status_code, Decision.objects.count()) == (422, 0)


def test_several_are_published_together_with_one_press(desk, opened):
    role = RoleFactory(amount=2)
    yes = opened(role, by=desk.user, amount=2)
    no = opened(role, by=desk.user)
    declined_person = opened.member
    decided(desk, yes, amount=2)
    decided(desk, no, outcome="decline", reason="Andre passer bedre.")
    drafts = list(Decision.objects.all())

    publish(desk, *drafts)
    publish(desk, *drafts)

    letter = render(Letter.objects.get(kind="assessments.decided", to=declined_person.email)).text
    assert sorted(Proposal.objects.values_list("status", flat=True)) == ["accepted", "declined"]
    assert ("Andre passer bedre." in letter, "klage" in letter) == (True, True)
    assert "Ingen avgjørelse er forberedt." in facts(desk.get(at("decisions")))


def test_too_much_of_a_role_is_explained_and_nothing_published(desk, opened):
    role = RoleFactory(amount=2)
    drafts = []
    for _ in range(2):
        proposal = opened(role, by=desk.user, amount=2)
        decided(desk, proposal, amount="1.5")
        drafts.append(proposal.decision)

    html = facts(desk.get(at("decisions")))
    refused = publish(desk, *drafts)

    assert "For mye: alle kan ikke publiseres" in html
    assert f"{role} har bare 2 arbeidsplasser igjen" in facts(refused)
    assert refused.context["chosen"] == {key(each) for each in drafts}
    assert (refused.status_code, Decision.objects.published().count()) == (422, 0)


def test_what_was_withdrawn_rewritten_or_not_chosen_is_explained(desk, opened, lead):
    proposal = opened(RoleFactory(), by=desk.user)
    decided(desk, proposal, outcome="decline")
    draft = Decision.objects.get()

    nothing = desk.post(at("decisions"), {})
    nonsense = desk.post(at("decisions"), {"decision": ["x", "1:y", ":"]})
    prepare_decision(proposal, outcome="decline", reason="Nytt.", by=lead, seen=1)
    rewritten = publish(desk, draft)
    withdraw_proposal(proposal, by=proposal.proposer)
    withdrawn = publish(desk, Decision.objects.get())

    answers = (nothing, nonsense, rewritten, withdrawn)
    assert [each.status_code for each in answers] == [422] * 4
    assert len({each.context["refusal"] for each in answers}) == 3
    assert Decision.objects.published().count() == 0


def test_who_has_an_interest_sees_no_draft_in_the_list_and_publishes_none(desk, opened, lead):
    proposal = opened(RoleFactory(), by=lead)
    prepare_decision(proposal, outcome="decline", reason="sjeldenordet", by=lead)
    desk.post(at("interest", proposal.pk), {"text": "Min bror eier det"})

    assert "sjeldenordet" not in facts(desk.get(at("decisions")))
    assert publish(desk, Decision.objects.get()).status_code == 422
    assert Proposal.objects.get().status == "in_review"


def test_nothing_is_decided_after_the_decision(desk, opened):
    proposal = opened(RoleFactory(), by=desk.user)
    decided(desk, proposal, outcome="decline")
    publish(desk, Decision.objects.get())

    assert decided(desk, proposal, outcome="accept", amount=1, seen=1).status_code == 302
    assert Decision.objects.get().outcome == "decline"


def test_criteria_are_written_changed_and_deleted_until_they_stand(desk, criterion):
    fields = {"name": "Klima", "name_en": "", "help": "", "help_en": "", "weight": 2, "order": 1}
    desk.post(at("criterion_add"), fields)
    added = Criterion.objects.get(name="Klima")
    desk.post(at("criterion", added.pk), fields | {"weight": 4})
    refused = desk.post(at("criterion", added.pk), fields | {"weight": 101})
    desk.post(at("criterion_delete", criterion.pk))

    assert refused.status_code == 422
    assert list(Criterion.objects.values_list("name", "weight")) == [("Klima", 4)]
    assert "100 %" in facts(desk.get(at("criteria")))


def test_criteria_that_stand_say_so_and_do_not_change(desk, criterion):
    other = CriterionFactory()
    open_proposal(handed_in(), by=desk.user)
    fields = {"name": "Klima", "weight": 2, "order": 1}

    answers = [
        desk.post(at("criterion_add"), fields),
        desk.post(at("criterion", other.pk), fields),
        desk.post(at("criterion_delete", other.pk)),
    ]

    html = facts(desk.get(at("criteria")))
    assert [answer.status_code for answer in answers] == [422] * 3
    assert "Fra da av ligger kriteriene og vektene fast" in html
    assert at("criterion_add") not in html
    assert Criterion.objects.count() == 2
