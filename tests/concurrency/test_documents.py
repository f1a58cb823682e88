"""Versions of a document under a crowd: numbered one by one, and none by who is locked out."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from partners.documents.actions import add_document, add_version, lock_document
from partners.documents.errors import IsLocked
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import GroupMemberFactory
from tests.uploads import PDF, upload

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def document_of(member):
    return add_document(member.group, upload=upload(), by=member.user, client_id=uuid4())


def other(n):
    return upload(content=PDF + b"%d" % n)


def test_versions_at_once_are_numbered_one_by_one():
    member = GroupMemberFactory()
    document = document_of(member)

    all_at_once(
        [partial(add_version, document, upload=other(n), by=member.user) for n in range(8)], threads=8
    )

    assert sorted(document.versions.values_list("number", flat=True)) == list(range(1, 10))


def test_without_the_lock_one_of_two_is_lost():
    document = document_of(GroupMemberFactory())
    here = all_have_read(2)

    @transaction.atomic
    def add_without_lock(n):
        number = document.versions.count() + 1
        here.wait()
        document.versions.create(number=number, file=f"{n}", name="a.pdf", size=1)

    outcomes = all_at_once([partial(add_without_lock, n) for n in range(2)], threads=2)

    assert len([each for each in outcomes if isinstance(each, IntegrityError)]) == 1


def test_of_two_who_lock_at_once_one_is_told_of_the_other():
    member = GroupMemberFactory()
    document = document_of(member)
    second = GroupMemberFactory(group=member.group)

    outcomes = all_at_once([partial(lock_document, document, by=each.user) for each in (member, second)])

    assert len([each for each in outcomes if isinstance(each, IsLocked)]) == 1
