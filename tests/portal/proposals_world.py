"""The proposals that the table of permissions asks for, in each state."""

from partners.assessments.actions import ask_proposer, assign_reviewer, open_proposal
from partners.assessments.deciding import prepare_decision
from partners.proposals.actions import submit_proposal
from partners.proposals.attaching import attach
from portal.uploads import Upload
from tests.factories import CriterionFactory, ProposalFactory, UserFactory, complete, handed_in


def proposals_world():
    """Arguments for the rows about proposals: a draft, one with something for everyone, and one without."""
    draft, kept = ProposalFactory(), complete(ProposalFactory())
    kept.versions.get().offers.update(visibility="municipality")
    submit_proposal(kept, by=kept.proposer)
    shown = complete(ProposalFactory())
    files = {
        readers: attach(
            shown,
            upload=Upload("a.pdf", "application/pdf", readers.encode(), readers),
            by=shown.proposer,
            visibility=readers,
        )
        for readers in ("everyone", "municipality")
    }
    submit_proposal(shown, by=shown.proposer)
    return {
        "proposal (with something for everyone)": [shown.pk],
        "proposal (for the municipality)": [kept.pk],
        "proposal (draft)": [draft.pk],
        "proposal_version (with something for everyone)": [shown.pk, 1],
        "proposal_step": [draft.pk, "roller"],
        "proposal_submit": [draft.pk],
        "proposal_discard": [draft.pk],
        "proposal_submitted": [shown.pk, 1],
        "proposal_receipt": [shown.pk, 1],
        "proposal_file (for everyone)": [shown.pk, files["everyone"].pk],
        "proposal_file (for the municipality)": [shown.pk, files["municipality"].pk],
        "proposal": [shown.pk],
    }


def assessment_world():
    """Arguments for the rows about a proposal in assessment, with a question and a draft decision."""
    criterion, lead = CriterionFactory(), UserFactory()
    proposal = open_proposal(handed_in(), by=lead)
    review = assign_reviewer(proposal, reviewer=UserFactory(), by=lead)
    message = ask_proposer(proposal, text="Når?", by=lead)
    prepare_decision(proposal, outcome="decline", reason="Nei.", by=lead)
    return {
        "proposals": [proposal.pk],
        "review": [proposal.pk],
        "proposal_answer": [proposal.pk],
        "proposals:export": ["csv"],
        "proposals:end_review": [proposal.pk, review.pk],
        "proposals:clarify": [proposal.pk, message.pk],
        "proposals:criterion": [criterion.pk],
        "proposals:criterion_delete": [criterion.pk],
        "proposals:report_export": ["role", "xlsx"],
    }
