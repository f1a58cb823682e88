from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState
from workshops.signups.models import SignUp

__all__ = ["SignUp", "WorkshopIndexPage", "WorkshopPage", "WorkshopState"]
