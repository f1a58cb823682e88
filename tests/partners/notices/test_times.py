"""Moments by Norwegian clocks, in ordinary weeks and in the nights when these are changed."""

from datetime import UTC, datetime

import pytest

from partners.notices.times import is_quiet, latest_slot, quiet_until


def utc(day, clock):
    return datetime.fromisoformat(f"{day}T{clock}+00:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "hour", "weekdays", "expected"),
    [
        # A Wednesday in winter: Oslo is one hour ahead.
        (utc("2026-01-14", "07:00"), 8, "0123456", utc("2026-01-14", "07:00")),
        (utc("2026-01-14", "06:59"), 8, "0123456", utc("2026-01-13", "07:00")),
        (utc("2026-01-14", "07:00"), 8, "0", utc("2026-01-12", "07:00")),
        (utc("2026-01-12", "06:59"), 8, "0", utc("2026-01-05", "07:00")),
        # The night when 02.00 becomes 03.00.
        (utc("2026-03-29", "00:59"), 2, "0123456", utc("2026-03-28", "01:00")),
        (utc("2026-03-29", "01:00"), 2, "0123456", utc("2026-03-29", "01:00")),
        (utc("2026-03-29", "05:59"), 8, "0123456", utc("2026-03-28", "07:00")),
        (utc("2026-03-29", "06:00"), 8, "0123456", utc("2026-03-29", "06:00")),
        # The night when 03.00 becomes 02.00 again: the first 02.00 counts.
        (utc("2026-10-25", "00:00"), 2, "0123456", utc("2026-10-25", "00:00")),
        (utc("2026-10-25", "01:30"), 2, "0123456", utc("2026-10-25", "00:00")),
        (utc("2026-10-25", "06:59"), 8, "0123456", utc("2026-10-24", "06:00")),
        (utc("2026-10-25", "07:00"), 8, "0123456", utc("2026-10-25", "07:00")),
    ],
)
def test_latest_slot(now, hour, weekdays, expected):
    assert latest_slot(now, hour=hour, weekdays=weekdays) == expected


@pytest.mark.parametrize(
    ("now", "quiet_from", "quiet_to", "end"),
    [
        (utc("2026-01-14", "20:59"), 22, 7, None),
        (utc("2026-01-14", "21:00"), 22, 7, utc("2026-01-15", "06:00")),
        (utc("2026-01-15", "05:59"), 22, 7, utc("2026-01-15", "06:00")),
        (utc("2026-01-15", "06:00"), 22, 7, None),
        (utc("2026-01-14", "12:00"), 12, 15, utc("2026-01-14", "14:00")),
        (utc("2026-01-14", "14:00"), 12, 15, None),
        (utc("2026-01-14", "14:00"), 15, 15, None),
        # An hour less of sleep, and an hour more.
        (utc("2026-03-28", "22:00"), 22, 7, utc("2026-03-29", "05:00")),
        (utc("2026-10-24", "21:00"), 22, 7, utc("2026-10-25", "06:00")),
    ],
)
def test_quiet_hours(now, quiet_from, quiet_to, end):
    hours = {"quiet_from": quiet_from, "quiet_to": quiet_to}

    assert quiet_until(now, **hours) == end
    assert is_quiet(now, **hours) == (end is not None)
