"""Who may do what with a group's documents. `member` is the person's own place in the group, or None."""

from partners.groups.rules import may_contribute, may_enter, may_lead


def may_read_documents(member):
    """Everyone with a place in the group."""
    return may_enter(member)


def may_write_documents(member):
    """May upload, write titles and tags, and lock: leaders and members, while the group is at work."""
    return may_contribute(member)


def may_unlock(member, document):
    """May end the lock: who has it, and leaders."""
    return may_contribute(member) and (member.is_leader or document.locked_by_id == member.user_id)


def may_remove_document(member, document):
    """May take it away with all its versions: who made it, and leaders."""
    return may_lead(member) or (may_contribute(member) and document.created_by_id == member.user_id)
