"""The calendar entry of a time that a group has found: one person's own, with the same UID for ever."""

from portal.calendars import add_people, calendar_file, new_event


def uid(decision):
    """The entry's UID, the same in every file about this decision and about the meeting that it becomes."""
    return f"decision-{decision.client_id}@omigjen"


def time_file(decision, *, user, start, end, sequence, url, method, has_accepted=False):
    """An invitation ("REQUEST") to one person, or that it is called off ("CANCEL") for this person alone."""
    event = new_event(
        uid(decision),
        sequence=sequence,
        start=start,
        end=end,
        summary=f"{decision.title} ({decision.group.name})",
        cancelled=method == "CANCEL",
    )
    event.add("description", "\n\n".join(filter(None, [decision.text, url])))
    event.add("url", url)
    answer = "ACCEPTED" if has_accepted else "NEEDS-ACTION"
    add_people(event, email=user.email, name=user.name, answer=answer)
    return calendar_file([event], method, product="Decisions")


def gone_file(decision, *, user, start, end, sequence):
    """Takes the entry from one who is out of the group: it says when, and nothing else."""
    facts = {"sequence": sequence, "start": start, "end": end, "summary": decision.group.name}
    event = new_event(uid(decision), cancelled=True, **facts)
    add_people(event, email=user.email, name=user.name, answer="NEEDS-ACTION")
    return calendar_file([event], "CANCEL", product="Decisions")
