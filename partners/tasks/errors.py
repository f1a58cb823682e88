class TaskError(Exception):
    """Something that cannot be done with a task now."""


class Changed(TaskError):
    """Somebody has changed the task after it was read."""


class IsTaken(TaskError):
    """Somebody else has the task."""


class CannotHaveIt(TaskError):
    """Only leaders and members of the group can have its tasks."""


class NotTheirs(TaskError):
    """The form was sent in before, by somebody else or to another group."""
