from portal.jobs.models import ChoreRun
from portal.mail.models import Letter
from portal.ratelimit import Attempts

__all__ = ["Attempts", "ChoreRun", "Letter"]
