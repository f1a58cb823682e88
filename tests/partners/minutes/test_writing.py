"""Minutes that are written together: every change merges, and nothing that does not fit is kept."""

import json
import uuid

import pytest
from pycrdt import Doc, Map, Text, merge_updates

from partners.minutes import writing
from partners.minutes.approving import approve_minutes
from partners.minutes.errors import Frozen, MayNot, NotAnUpdate, TooLong
from partners.minutes.live import MINUTES, may_enter
from partners.minutes.models import MinutesUpdate
from partners.minutes.replica import TEXT_LIMIT, UPDATE_LIMIT, Replica, differences
from partners.minutes.writing import compact_minutes, missed_since, write_text, write_update, written_in
from portal.live.models import Change
from tests.factories import GroupMemberFactory

pytestmark = pytest.mark.django_db


def test_updates_merge_and_sending_twice_is_harmless(meeting, leader, member, typed, text_of):
    one, other = uuid.uuid4(), uuid.uuid4()
    content = typed("Til stede: Silje\n")

    numbers = [
        write_update(meeting, by=leader.user, client_id=one, content=content),
        write_update(meeting, by=leader.user, client_id=one, content=content),
        write_update(meeting, by=member.user, client_id=other, content=typed("Vedtak: Vi starter\n")),
        write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=content),
    ]

    assert numbers == [1, 1, 2, 2]
    assert sorted(text_of(meeting).splitlines()) == ["Til stede: Silje", "Vedtak: Vi starter"]


def test_saving_without_script_keeps_what_others_wrote_since(meeting, leader, member, write, text_of):
    write(meeting, leader.user, "En\nTo\nTre 😀 å\n")
    base = written_in(meeting).state
    write(meeting, leader.user, "En\nTo\nTo og en halv\nTre 😀 å\n")
    sent = {"by": member.user, "client_id": uuid.uuid4(), "base": base, "text": "Null\r\nEn\nTo!\nTre 😀 ø\n"}

    write_text(meeting, **sent)
    write_text(meeting, **sent)

    assert text_of(meeting) == "Null\nEn\nTo!\nTo og en halv\nTre 😀 ø\n"


def test_what_was_missed_comes_by_number_also_after_compacting(meeting, leader, write, text_of, monkeypatch):
    for n in range(1, 5):
        write(meeting, leader.user, "".join(f"{each}\n" for each in range(n)))
    page = Replica(*missed_since(meeting, 0).updates[:2])
    two = missed_since(meeting, 2)
    monkeypatch.setattr(writing, "COMPACTED_AT", 2)

    compact_minutes()
    meeting.refresh_from_db()

    assert (len(two.updates), two.number, two.state) == (2, 4, None)
    assert missed_since(meeting, 4) == writing.Missed(4, [])
    page.add(missed_since(meeting, 2).state)
    assert str(page) == text_of(meeting) == "0\n1\n2\n3\n"
    assert {bytes(row.content) for row in meeting.updates.all()} == {b""}


def test_what_is_sent_again_after_compacting_is_known(meeting, leader, typed, text_of, monkeypatch):
    sent = {"by": leader.user, "client_id": uuid.uuid4(), "content": typed("Hei")}
    write_update(meeting, **sent)
    monkeypatch.setattr(writing, "COMPACTED_AT", 1)
    compact_minutes()

    assert write_update(meeting, **sent) == 1
    assert text_of(meeting) == "Hei"


def map_update():
    doc = Doc({"text": Text("hei"), "other": Map({"a": 1})})
    return doc.get_update()


def formatted_update():
    doc = Doc({"text": Text("hei")})
    doc["text"].format(0, 2, {"bold": True})
    return doc.get_update()


def update_on_unknown():
    doc = Doc({"text": Text("hei")})
    before = doc.get_state()
    doc["text"].insert(3, " på deg")
    return doc.get_update(before)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"", NotAnUpdate, id="nothing"),
        pytest.param(b"\xff" * 40, NotAnUpdate, id="bytes"),
        pytest.param("søppel".encode() * 50, NotAnUpdate, id="words"),
        pytest.param(Replica().rewritten("Hei på deg")[:-4], NotAnUpdate, id="cut off"),
        pytest.param(map_update(), NotAnUpdate, id="another kind"),
        pytest.param(formatted_update(), NotAnUpdate, id="formatted"),
        pytest.param(update_on_unknown(), NotAnUpdate, id="on what is unknown"),
        pytest.param(b"\x00" * (UPDATE_LIMIT + 1), TooLong, id="too long"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_kept(meeting, leader, typed, text_of, content, error):
    write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=typed("Hei"))

    with pytest.raises(error):
        write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=content)

    assert (text_of(meeting), meeting.number, MinutesUpdate.objects.count()) == ("Hei", 1, 1)


def test_text_has_a_longest_length(meeting, leader, write, text_of):
    write(meeting, leader.user, "a" * TEXT_LIMIT)

    with pytest.raises(TooLong):
        write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=Replica().rewritten("b"))

    assert text_of(meeting) == "a" * TEXT_LIMIT


def test_nobody_writes_in_anothers_name(meeting, leader, member, text_of):
    doc = Doc({"text": Text("Mitt")})
    write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=doc.get_update())
    before = doc.get_state()
    doc["text"] += " og ditt"

    with pytest.raises(NotAnUpdate):
        write_update(meeting, by=member.user, client_id=uuid.uuid4(), content=doc.get_update(before))

    assert text_of(meeting) == "Mitt"


def test_nobody_writes_in_anothers_name_what_comes_in_later(meeting, leader, member, text_of):
    doc = Doc({"text": Text("Mitt")})
    write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=doc.get_update())
    before = doc.get_state()
    doc["text"] += " og"
    missing, between = doc.get_update(before), doc.get_state()
    doc["text"] += " ditt"
    forged = merge_updates(Doc({"text": Text("Hei. ")}).get_update(), doc.get_update(between))

    with pytest.raises(NotAnUpdate):
        write_update(meeting, by=member.user, client_id=uuid.uuid4(), content=forged)

    write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=missing)
    assert text_of(meeting) == "Mitt og"


def test_only_who_may_write_does_and_nobody_after_approval(meeting, leader, observer, outsider, typed, write):
    for user in (observer.user, outsider):
        with pytest.raises(MayNot):
            write_update(meeting, by=user, client_id=uuid.uuid4(), content=typed("Hei"))
    write(meeting, leader.user, "Ferdig")
    approve_minutes(meeting, by=leader.user, seen=1)

    with pytest.raises(Frozen):
        write_update(meeting, by=leader.user, client_id=uuid.uuid4(), content=typed("Hei"))
    with pytest.raises(Frozen):
        write(meeting, leader.user, "Hei")


def test_room_is_told_of_each_change_and_of_marked_lines(meeting, leader, write):
    write(meeting, leader.user, "Hei")
    write(meeting, leader.user, "Hei\nVedtak: Ja\n")
    write(meeting, leader.user, "Hei!\nVedtak: Ja\n")

    told = Change.objects.filter(room__name=MINUTES.room(meeting.pk)).order_by("number")
    assert [json.loads(each.bodies[""])["what"] for each in told] == ["text", "text", "marked", "text"]


def test_who_is_removed_may_not_enter_the_room(meeting, leader):
    other = GroupMemberFactory(group=meeting.group)

    assert [may_enter(each, str(meeting.pk)) for each in (leader.user, other.user)] == [True, True]
    other.delete()
    assert not may_enter(other.user, str(meeting.pk))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("en to tre", "en ny tre", [(3, 5, "ny")]),
        ("a\nb\nc\n", "a\nc\n", [(2, 4, "")]),
        ("", "a", [(0, 0, "a")]),
        ("a\nb\n", "x\na\nb!\n", [(0, 0, "x\n"), (3, 3, "!")]),
        ("aa", "aaa", [(2, 2, "a")]),
        ("\n" * 900 + "a\n", "\n" * 901 + "b\n", [(900, 901, "\nb")]),
        ("x\n" + "\n" * 900 + "y", "z\n" + "\n" * 900 + "w", [(0, 903, "z\n" + "\n" * 900 + "w")]),
    ],
)
def test_differences_are_tight(old, new, found):
    assert differences(old, new) == found
