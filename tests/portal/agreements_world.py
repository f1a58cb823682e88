"""The agreement and the introduction that the table of permissions asks for."""

from partners.agreements.actions import make_letter
from partners.matching.actions import introduce
from tests.factories import CriterionFactory, UserFactory
from tests.partners.agreements.conftest import accepted
from tests.partners.matching.test_matching import resource


def agreements_world(organisation):
    """Arguments for the rows: this organisation is one side of a letter of intent and of an introduction."""
    lead = UserFactory(is_staff=True)
    CriterionFactory()
    proposal = accepted(by=lead, organisation=organisation)
    letter = make_letter(proposal, by=lead)
    need, offer = resource("needs", organisation=organisation), resource("offers")
    return {
        "letter": [letter.pk],
        "introduction": [introduce(need, offer, by=lead).pk],
        "agreements": [proposal.pk],
        "agreements:confirm": [proposal.pk, letter.pk],
        "agreements:file": [proposal.pk, letter.pk],
        "matching:introduce": [],
    }
