"""The tasks, calls for volunteers and documents that the table of permissions asks for."""

from uuid import uuid4

from partners.documents.actions import add_document, add_version, lock_document
from tests.factories import CallOutFactory, GroupMemberFactory, TaskFactory, UserFactory, WorkingGroupFactory
from tests.uploads import PDF, upload

OF_ONE = ("change", "version", "lock", "unlock", "remove")


def tasks_world(people):
    """(arguments, bodies): the owner leads the group, and the member is one."""
    group = WorkingGroupFactory()
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    GroupMemberFactory(group=group, user=people["member"])
    free = TaskFactory(group=group)
    taken = TaskFactory(group=group, owner=GroupMemberFactory(group=group).user)
    arguments = {name: [group.slug] for name in ("group_tasks", "group_board", "task_new", "call_out_new")}
    for name in ("task", "task_change", "task_take", "task_hand_over", "task_state"):
        arguments[name] = [group.slug, free.pk]
        arguments[f"{name} (of another)"] = [group.slug, taken.pk]
    for where in ("a place", "no such state"):
        arguments[f"task_state ({where})"] = [group.slug, free.pk]
    everyones = CallOutFactory(group=group)
    own = CallOutFactory(group=group, shown="group", accepts_at_once=False)
    own.volunteers.create(user=people["member"], state="accepted")
    asking = own.volunteers.create(user=UserFactory(), state="asked")
    for name in ("call_out", "call_out_volunteer"):
        arguments |= {f"{name} (for everyone)": [everyones.pk], f"{name} (for the group)": [own.pk]}
    arguments |= {name: [own.pk] for name in ("call_out_change", "call_out_cancel", "call_out_withdraw")}
    arguments |= {name: [own.pk, asking.pk] for name in ("volunteer_accept", "volunteer_decline")}
    arguments |= documents_world(group, by=taken.owner)
    bodies = {
        "task_state": "state=done",
        "task_state (a place)": f"before={taken.pk}",
        "task_state (no such state)": "state=king",
    }
    return arguments | {"my_tasks": [], "call_outs": []}, bodies


def documents_world(group, *, by):
    """A document that `by` has made and locked, with a version that waits to be scanned."""
    document = add_document(group, upload=upload(), by=by, client_id=uuid4())
    add_version(document, upload=upload(content=PDF + b"%"), by=by)
    lock_document(document, by=by)
    document.versions.filter(number=2).update(scan="waiting")
    arguments = {name: [group.slug] for name in ("group_documents", "document_new")}
    for name in ("group_document", *(f"document_{each}" for each in OF_ONE)):
        arguments[name] = [group.slug, document.pk]
    arguments["document_file"] = [group.slug, document.pk, 1]
    arguments["document_file (waits for the scanner)"] = [group.slug, document.pk, 2]
    return arguments
