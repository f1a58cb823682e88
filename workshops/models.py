from workshops.asking.models import AudienceQuestion, Upvote
from workshops.live.models import Activity, FacilitatorGrant, LiveRoom, Participant, ShowItem, Step
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState
from workshops.signups.models import SignUp

__all__ = [
    "Activity",
    "AudienceQuestion",
    "FacilitatorGrant",
    "LiveRoom",
    "Participant",
    "ShowItem",
    "SignUp",
    "Step",
    "Upvote",
    "WorkshopIndexPage",
    "WorkshopPage",
    "WorkshopState",
]
