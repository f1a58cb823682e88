"""What the cards of concepts count, told by the apps above."""

_counters = []


def card_count(counter):
    """Register `counter(pages) -> {page pk: "23 inputs"}`; it may make one query for all of them."""
    _counters.append(counter)
    return counter


def card_counts(pages):
    """The words for each page that a counter has something to say of."""
    said = {}
    if pages:
        for counter in _counters:
            said |= counter(pages)
    return said
