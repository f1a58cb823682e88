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
from partners.callouts.models import CallOut, Volunteer
from partners.comments.models import BlockText, CommentDraft, CommentPeriod, EarlierText, HeldComment
from partners.documents.models import DocumentVersion, GroupDocument
from partners.groups.models import GroupInvitation, GroupMember, JoinRequest, WorkingGroup
from partners.inputs.drafts import AnswerDraft, DraftedInput
from partners.inputs.models import Answer, Input, InputFile, Question, StatusChange, Theme
from partners.inputs.saved_filters import SavedFilter
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
from partners.tasks.models import Task
from partners.threads.models import (
    EarlierReply,
    Exclusion,
    Follow,
    Mention,
    Moderation,
    Reply,
    Report,
    Talk,
    Vote,
)

__all__ = [
    "Answer",
    "AnswerDraft",
    "Area",
    "Attachment",
    "BlockText",
    "CallOut",
    "Clarification",
    "CommentDraft",
    "CommentPeriod",
    "Commitment",
    "Criterion",
    "DataCopy",
    "DecidedAmount",
    "Decision",
    "DecisionWords",
    "DocumentVersion",
    "DraftedInput",
    "EarlierReply",
    "EarlierText",
    "Exclusion",
    "Follow",
    "FormerOrganisation",
    "GroupDocument",
    "GroupInvitation",
    "GroupMember",
    "HeldComment",
    "Input",
    "InputFile",
    "Introduction",
    "Invitation",
    "JoinRequest",
    "LetterOfIntent",
    "LetterTemplate",
    "Membership",
    "Mention",
    "Message",
    "Moderation",
    "Offer",
    "Organisation",
    "Passage",
    "Person",
    "Phase",
    "Proposal",
    "Question",
    "Reply",
    "Report",
    "Resource",
    "Review",
    "ReviewGrant",
    "Role",
    "SavedFilter",
    "Score",
    "StatusChange",
    "Step",
    "Talk",
    "Task",
    "Theme",
    "Told",
    "Unwanted",
    "User",
    "Version",
    "Volunteer",
    "Vote",
    "WorkingGroup",
]
