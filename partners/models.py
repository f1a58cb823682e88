from partners.agreements.models import Commitment, LetterOfIntent, LetterTemplate
from partners.assessments.models import (
    Clarification,
    Criterion,
    DecidedAmount,
    Decision,
    DecisionWords,
    Message,
    Review,
    Score,
    Told,
)
from partners.comments.models import BlockText, CommentDraft, CommentPeriod, EarlierText, HeldComment
from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.matching.models import Introduction
from partners.organisations.models import FormerOrganisation, Invitation, Membership, Organisation
from partners.people.models import DataCopy, Person, Unwanted, User
from partners.proposals.models import (
    Attachment,
    Offer,
    Passage,
    Proposal,
    Resource,
    ReviewGrant,
    Step,
    Version,
)
from partners.roles.models import Area, Phase, Role

__all__ = [
    "Answer",
    "Area",
    "Attachment",
    "BlockText",
    "Clarification",
    "CommentDraft",
    "CommentPeriod",
    "Commitment",
    "Criterion",
    "DataCopy",
    "DecidedAmount",
    "Decision",
    "DecisionWords",
    "EarlierText",
    "FormerOrganisation",
    "HeldComment",
    "Input",
    "Introduction",
    "Invitation",
    "LetterOfIntent",
    "LetterTemplate",
    "Membership",
    "Message",
    "Offer",
    "Organisation",
    "Passage",
    "Person",
    "Phase",
    "Proposal",
    "Question",
    "Resource",
    "Review",
    "ReviewGrant",
    "Role",
    "Score",
    "StatusChange",
    "Step",
    "Theme",
    "Told",
    "Unwanted",
    "User",
    "Version",
]
