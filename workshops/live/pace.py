"""How much one participant may say in a short time, without telling who said it."""

from portal.ratelimit import allow, too_many

# How many may share one network address in a large hall.
ALL_IN_A_HALL = 40


def is_hasty(request, participant, action, *, limit, per, is_anonymous=False):
    """Count one more `action`: True when the participant does it more often than `limit` in `per`.

    What is said anonymously is counted by the network address, with room for a hall that shares one: a count
    of the participant's would tell who said it at that moment.
    """
    if is_anonymous:
        seconds = int(per.total_seconds())
        return too_many(request, f"{action}_anonymous", limit=limit * ALL_IN_A_HALL, seconds=seconds)
    return not allow(f"{action}:{participant.pk}", limit=limit, per=per)
