from workshops.asking.models import AudienceQuestion, Hand, Upvote
from workshops.boards.models import Board, Cluster, Column, Dot, DotRound, Note
from workshops.live.models import Activity, FacilitatorGrant, LiveRoom, Participant, ShowItem, Step
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState
from workshops.polls.models import Ballot, Choice, HiddenWord, PaperCount, Poll, RoleInterest, Voted
from workshops.signups.models import SignUp

__all__ = [
    "Activity",
    "AudienceQuestion",
    "Ballot",
    "Board",
    "Choice",
    "Cluster",
    "Column",
    "Dot",
    "DotRound",
    "FacilitatorGrant",
    "Hand",
    "HiddenWord",
    "LiveRoom",
    "Note",
    "PaperCount",
    "Participant",
    "Poll",
    "RoleInterest",
    "ShowItem",
    "SignUp",
    "Step",
    "Upvote",
    "Voted",
    "WorkshopIndexPage",
    "WorkshopPage",
    "WorkshopState",
]
