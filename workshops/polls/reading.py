"""What pages show of a poll."""

from workshops.polls.models import Poll
from workshops.polls.results import WORDS_SHOWN, results_of


def results_context(poll):
    """The chart of a poll, or while that is hidden how many have voted."""
    if not poll.shows_results:
        return {"poll": poll, "voters": poll.voted.count()}
    results = results_of(poll)
    rows = results.rows[:WORDS_SHOWN] if poll.kind == Poll.Kind.WORDS else results.rows
    return {
        "poll": poll,
        "results": results,
        "voters": results.voters,
        "rows": rows,
        # In the alphabet's order the cloud does not jump when a number grows.
        "cloud": sorted(results.words[:WORDS_SHOWN], key=lambda word: word.key),
    }


def polls_of(room):
    """The polls of a meeting in their order, each with its activity and room."""
    polls = Poll.objects.filter(activity__room=room).select_related("activity__room")
    return polls.order_by("activity__order", "pk")
