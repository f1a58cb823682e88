from workshops.boards.models import Board, Cluster, Column, Dot, DotRound, Note
from workshops.live.models import Activity, FacilitatorGrant, LiveRoom, Participant, ShowItem, Step
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState
from workshops.signups.models import SignUp

__all__ = [
    "Activity",
    "Board",
    "Cluster",
    "Column",
    "Dot",
    "DotRound",
    "FacilitatorGrant",
    "LiveRoom",
    "Note",
    "Participant",
    "ShowItem",
    "SignUp",
    "Step",
    "WorkshopIndexPage",
    "WorkshopPage",
    "WorkshopState",
]
