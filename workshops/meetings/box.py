"""What a meeting's box says: where the meeting is in its life, in words, and what a reader can do now."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.meetings.phase import Phase, phase
from workshops.meetings.seats import listed_seats
from workshops.meetings.seats import seats as count_seats
from workshops.signups.rules import promotes

TAKES_SIGN_UPS = {Phase.OPEN, Phase.FULL}
OVER = {Phase.ENDED, Phase.SUMMARISED}


@dataclass(frozen=True)
class Line:
    """The seats of one way of taking part."""

    label: str
    text: str
    note: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class Box:
    page: object
    url: str
    facts: object
    phase: Phase
    headline: str
    note: str = ""
    takes_input: bool = False
    lines: list[Line] = field(default_factory=list)
    action_url: str = ""
    action_label: str = ""

    @property
    def quiet(self):
        return self.phase in OVER or self.phase == Phase.CANCELLED

    @property
    def tag_color(self):
        return {Phase.CANCELLED: "danger", Phase.SUMMARISED: "success"}.get(self.phase, "neutral")

    @property
    def input_deadline(self):
        return when(self.facts.input_deadline)

    @property
    def refresh_url(self):
        """Where the state is asked for while the page is being read; empty when it changes no more."""
        return "" if self.quiet else f"{self.url}plasser/"

    @property
    def calendar_url(self):
        return "" if self.quiet else f"{self.url}kalender.ics"

    @property
    def place(self):
        return place_of(self.facts)

    @property
    def place_icon(self):
        return "location-pin" if self.facts.has_room else "video"


def place_of(facts):
    """Where the meeting is held, in words: never the video link."""
    if not facts.has_room:
        return _("Digital, by video")
    if not facts.has_video:
        return facts.where
    return _("%(place)s, or digitally by video") % {"place": facts.where}


def when(moment):
    """A moment as people read it, in the time of the municipality."""
    return date_format(timezone.localtime(moment), "WEEKDAY_DATETIME_FORMAT")


def box_of(request, page):
    """The box of a meeting as it is now, by one query for its seats."""
    return _box(page, page.get_url(request), count_seats(page.original), timezone.now())


def listed_box(request, page):
    """The same for a meeting that came from `with_seats()` with its original attached: without a query."""
    return _box(page, page.get_url(request), listed_seats(page), timezone.now())


def _box(page, url, seats, now):
    facts = page.original
    current = phase(page, now, seats=seats)
    headline, note = _words(current, facts)
    takes_input = current != Phase.CANCELLED and now < facts.input_deadline
    lines = _lines(seats) if current in TAKES_SIGN_UPS else []
    action = _action(current, url, takes_input)
    return Box(page, url, facts, current, headline, note, takes_input, lines, *action)


def _words(current, facts):
    if current == Phase.ANNOUNCED:
        return _("Sign-up is not open yet"), _("It opens %(when)s.") % {"when": when(facts.signup_opens)}
    if current == Phase.OPEN:
        return _("Open for sign-up"), _("Sign-up closes %(when)s.") % {"when": when(facts.signup_deadline)}
    if current == Phase.FULL:
        return _("The meeting is full"), _waiting_note(facts)
    if current == Phase.CLOSED:
        return _("Sign-up has closed"), _("The meeting is held as planned.")
    if current == Phase.LIVE:
        return _("The meeting is going on now"), _("Those who signed up have the way in by e-mail.")
    if current == Phase.ENDED:
        return _("The meeting is over"), _("The summary comes here when it is ready.")
    if current == Phase.SUMMARISED:
        return _("The meeting is over"), _("The summary is published.")
    return _("The meeting is cancelled"), facts.desk.cancellation_reason


def _waiting_note(facts):
    if promotes(facts):
        return _("You can join the waiting list. We write to you if you get a place.")
    return _("You can join the waiting list, but no more places are given by mail.")


def _lines(seats):
    ways = {"room": _("In the room"), "video": _("On video")} if len(seats) > 1 else {}
    return [_line(ways.get(way, ""), each) for way, each in seats.items()]


def _line(label, seats):
    if seats.capacity is None:
        return Line(label, _("Room for everyone"))
    of_all = _("of %(capacity)s") % {"capacity": seats.capacity}
    if seats.is_full:
        waiting = ngettext("%(n)s waiting", "%(n)s waiting", seats.waiting) % {"n": seats.waiting}
        return Line(label, _("Full"), waiting, seats.percent)
    left = ngettext("%(n)s place left", "%(n)s places left", seats.left) % {"n": seats.left}
    return Line(label, left, of_all, seats.percent)


def _action(current, url, takes_input):
    if current == Phase.OPEN:
        return f"{url}pamelding/", _("Sign up")
    if current == Phase.FULL:
        return f"{url}pamelding/", _("Join the waiting list")
    if current == Phase.SUMMARISED:
        return f"{url}#summary", _("Read the summary")
    if takes_input:
        return f"{url}innspill/", _("Give input")
    return "", ""
