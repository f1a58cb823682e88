"""The order that people give rows in a list of theirs: each has a `position`, counted anew with each move.

Who moves something holds the row that the list belongs to.
"""

# Where a new row stands until somebody moves something in its list: after all others, in the order they came.
LAST = 2**31 - 1


def put(keys, key, *, before=None, after=None):
    """`keys` with `key` before or after another of them; last where neither is among them."""
    order = [each for each in keys if each != key]
    if before in order:
        place = order.index(before)
    elif after in order:
        place = order.index(after) + 1
    else:
        place = len(order)
    return [*order[:place], key, *order[place:]]


def renumber(model, keys):
    """Store that the rows with these keys stand in this order. One query."""
    rows = [model(pk=key, position=number) for number, key in enumerate(keys, start=1)]
    model._base_manager.bulk_update(rows, ["position"])
