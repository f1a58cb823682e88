"""Changes are numbered with what they tell of: no hole, no double, whatever happens at once."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone, translation

from portal.chores import forget_changes
from portal.live import log
from portal.live.actions import forget, shut_out, tell
from portal.live.models import Change, Room
from portal.live.rooms import register_kind
from tests.portal.live.kinds import CLUB, HALL, WORDS

pytestmark = pytest.mark.django_db
THREADS, TIMES = 6, 15


def numbers(name):
    return list(Change.objects.filter(room__name=name).order_by("number").values_list("number", flat=True))


def in_threads(*works):
    """Run all at once; raises what one of them raised."""
    errors = []

    def run(work):
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_each_room_counts_for_itself():
    tell(HALL, "a", what="said")
    tell(HALL, "b", what="said")
    tell(HALL, "a", what="said")

    assert log.numbers_of(["hall:a", "hall:b", "hall:c"]) == {"hall:a": 2, "hall:b": 1}
    assert HALL.entrance("a").number == 2
    assert HALL.entrance("c").number == 0


def test_change_is_told_to_several_rooms_at_once():
    tell(HALL, "a", what="said")

    tell(HALL, "b", "a", "a", what="said", text="til begge")

    assert log.numbers_of(["hall:a", "hall:b"]) == {"hall:a": 2, "hall:b": 1}


def test_telling_no_room_is_harmless():
    tell(HALL, what="said")
    shut_out(HALL)

    assert not Room.objects.exists()


def test_change_that_is_undone_leaves_no_hole():
    tell(HALL, "a", what="said")
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(HALL, "a", what="said")
        raise RuntimeError

    tell(HALL, "a", what="said")

    assert numbers("hall:a") == [1, 2]


def test_missed_changes_come_whole_and_in_order():
    for number in range(5):
        tell(HALL, "a", what="said", n=number)

    missed = log.read_since("hall:a", 2)

    assert (missed.number, missed.is_lost) == (5, False)
    assert [(each.number, each.bodies) for each in missed.changes] == [
        (number, {"": f'{{"what":"said","n":{number - 1}}}'}) for number in (3, 4, 5)
    ]


def test_nothing_is_missed_by_who_knows_the_last_number():
    tell(HALL, "a", what="said")

    assert log.read_since("hall:a", 1) == log.Missed(1, [], False)
    assert log.read_since("hall:a", None) == log.Missed(1, [], False)
    assert log.read_since("hall:never", 0) == log.Missed(0, [], False)


def test_number_that_was_never_given_is_lost():
    tell(HALL, "a", what="said")

    assert log.read_since("hall:a", 7) == log.Missed(1, [], True)
    assert log.read_since("hall:never", 7) == log.Missed(0, [], True)


def test_too_much_to_catch_up_with_is_lost(settings):
    settings.LIVE_CATCH_UP = 3
    for _ in range(5):
        tell(HALL, "a", what="said")

    assert [log.read_since("hall:a", since).is_lost for since in (0, 1, 2, 3)] == [True, True, False, False]


def test_old_changes_are_forgotten_and_numbers_go_on(settings):
    for _ in range(3):
        tell(HALL, "a", what="said")
    too_old = timezone.now() - timedelta(hours=settings.LIVE_LOG_HOURS, minutes=1)
    Change.objects.filter(number__lte=2).update(written_at=too_old)

    forget_changes()

    assert numbers("hall:a") == [3]
    assert log.read_since("hall:a", 0).is_lost
    tell(HALL, "a", what="said")
    assert numbers("hall:a") == [3, 4]


def test_log_of_a_busy_room_is_bounded(settings):
    settings.LIVE_CATCH_UP = 4
    for _ in range(9):
        tell(HALL, "a", what="said")
    tell(HALL, "b", what="said")

    forget_changes()

    assert numbers("hall:a") == [6, 7, 8, 9]
    assert numbers("hall:b") == [1]
    assert not log.read_since("hall:a", 5).is_lost


def test_what_must_not_be_read_any_more_is_gone():
    tell(HALL, "a", what="said", text="hemmelig")
    tell(HALL, "b", what="said")

    forget(HALL, "a")

    assert numbers("hall:a") == []
    assert numbers("hall:b") == [1]
    assert log.read_since("hall:a", 0) == log.Missed(1, [], True)


def test_change_is_rendered_once_for_each_language():
    with translation.override("en"):
        tell(WORDS, "a", what="said", n=1)

    (change,) = log.read_since("words:a", 0).changes
    assert change.bodies == {
        "nb": '{"what":"said","html":"<li>Logg inn 1</li>","language":"nb","n":1}',
        "en": '{"what":"said","html":"<li>Sign in 1</li>","language":"en","n":1}',
    }


def test_change_that_would_hide_its_own_number_is_refused():
    with pytest.raises(ValueError, match="own number"):
        tell(HALL, "page", what="said", number=1)

    assert not Change.objects.exists()


def test_change_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="too long"):
        tell(HALL, "a", what="said", text="a" * settings.LIVE_BODY_LENGTH)

    assert not Room.objects.exists()


def test_lost_right_is_a_change_of_the_room(django_user_model):
    user = django_user_model.objects.create_user("kari@example.no", name="Kari")
    Group.objects.create(name="venner")

    shut_out(CLUB, "venner", user=user)
    shut_out(CLUB, "venner")

    assert [each.leaves for each in log.read_since("club:venner", 0).changes] == [str(user.pk), "*"]


@pytest.mark.parametrize("key", ["", "a b", "a:b", "a/b", "ø", "a" * 61, "a\n"])
def test_key_that_is_none_is_refused(key):
    with pytest.raises(ValueError, match="No room"):
        tell(HALL, key, what="said")


def test_kind_is_registered_once():
    with pytest.raises(ValueError, match="already"):
        register_kind("hall", may_enter=lambda user, key: True)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_changes_at_once_are_numbered_without_hole_or_double():
    def tell_often():
        for number in range(TIMES):
            with transaction.atomic():
                tell(HALL, "a", what="said", n=number)

    in_threads(*[tell_often] * THREADS)

    assert numbers("hall:a") == list(range(1, THREADS * TIMES + 1))
    assert HALL.entrance("a").number == THREADS * TIMES


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_reads_never_sees_a_number_before_the_one_below_it():
    """Numbers are given in the order of commits: a reader who has seen 7 will not find a 6 later."""
    stop = threading.Event()
    holes = []

    def tell_often():
        for _ in range(TIMES):
            with transaction.atomic():
                tell(HALL, "a", what="said")
                # Others wait here with their numbers.
                connection.cursor().execute("SELECT pg_sleep(0.002)")

    def read():
        while not stop.is_set():
            missed = log.read_since("hall:a", 0)
            seen = [each.number for each in missed.changes]
            if seen != list(range(1, missed.number + 1)):
                holes.append(seen)
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    in_threads(*[tell_often] * THREADS)
    stop.set()
    reader.join()

    assert holes == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_same_rooms_in_different_order_do_not_block_each_other():
    def tell_in(*keys):
        def run():
            for _ in range(TIMES):
                with transaction.atomic():
                    tell(HALL, *keys, what="said")

        return run

    in_threads(tell_in("a", "b", "c"), tell_in("c", "b", "a"), tell_in("b", "c", "a"))

    assert log.numbers_of(["hall:a", "hall:b", "hall:c"]) == dict.fromkeys(
        ["hall:a", "hall:b", "hall:c"], 3 * TIMES
    )
