from portal.jobs.models import ChoreRun
from portal.live.models import Change, Room
from portal.mail.models import Letter
from portal.ratelimit import Attempts

__all__ = ["Attempts", "Change", "ChoreRun", "Letter", "Room"]
