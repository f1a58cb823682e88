"""Calls for volunteers as the pages show them."""

from dataclasses import dataclass

from partners.callouts.models import CallOut, Volunteer


@dataclass(frozen=True)
class Row:
    """One call for one reader; `mine`: their own place in it, or None."""

    call_out: CallOut
    mine: Volunteer | None

    @property
    def free(self):
        return max(0, self.call_out.places - self.call_out.accepted)


def rows_of(call_outs, user):
    """Each call with how many have a place, in order of time. Two queries."""
    call_outs = list(call_outs.with_counts().in_order())
    mine = Volunteer.objects.filter(call_out__in=call_outs, user=user)
    mine = {each.call_out_id: each for each in mine}
    return [Row(each, mine.get(each.pk)) for each in call_outs]
