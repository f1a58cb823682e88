"""Who may ask for what: one row for each address of ours, and what each role is answered.

`docs/permissions.md` is written from this table (`python -m tests.portal.permissions`).

A row is (method, name of the address, answers). Answers stand in the order of `ROLES`. One alone goes for
all of them; of four, in the order of `FEW`, the volunteer's goes for everyone who is signed in and works not
for the municipality. An answer is a status, or `login`: sent to the page for signing in. A name can end with
words in brackets that tell two uses of one address apart, or in which state the thing is.

The method `SOCKET` opens a socket. Its name is the route, and its answer `open`, the code that it is closed
with, or `refused`.
"""

from dataclasses import dataclass
from pathlib import Path

ROLES = ("outsider", "volunteer", "member", "owner", "other", "suspended", "editor", "coordinator")
FEW = ("outsider", "volunteer", "editor", "coordinator")
# Who is answered like a volunteer wherever it does not matter what organisation one is in.
ALIKE = ("volunteer", "member", "owner", "other", "suspended")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
INTRODUCTION = """# Who may do what

Written from `tests/portal/permissions.py` by `python -m tests.portal.permissions`. The tests ask for every
row as every role and compare.

- **Outsider**: not signed in. **Volunteer**: signed in, acts for nobody else.
  **Member**, **owner**: of the organisations that are asked for, in whatever state these are. **Other**:
  owner of another organisation. **Suspended**: owner of a suspended organisation and of no other.
  **Editor**, **coordinator**: in the groups «Redaktører» and «Koordinatorer».
- Where a table has four columns, «signed in» is each of volunteer, member, owner, other and suspended.
- Words in brackets say in which state the thing is. An organisation without such words is approved.
- `login`: sent to the page for signing in. `404` is also the answer to those who may not know that something
  exists. `403`: a signed-in person at a door that is not theirs. `405`: this address takes no such request.
  `422`: let in, and told that the empty form lacks something. `302`: done, and sent on; or told on the next
  page why not. `409`: let in, and told that it is too late or for somebody else.
- `SOCKET`: a socket is opened. `refused`: there is none at this address.
- The key to a personal page is its address. Who holds it may use it, signed in or not.
"""


@dataclass(frozen=True)
class Row:
    method: str
    name: str
    answers: tuple

    @property
    def url_name(self):
        return self.name.split(" ")[0]

    def answer(self, role):
        return self.answers[ROLES.index(role)]


@dataclass(frozen=True)
class Section:
    title: str
    rule: str
    rows: tuple


def section(title, rule, table):
    return Section(title, rule, tuple(_row(line) for line in table.strip().splitlines()))


def _row(line):
    method, name, answers = (part.strip() for part in line.split("|"))
    return Row(method, name, _for_each_role(answers.split()))


def _for_each_role(answers):
    if len(answers) == 1:
        return tuple(answers * len(ROLES))
    if len(answers) == len(FEW):
        few = dict(zip(FEW, answers, strict=True))
        return tuple(few["volunteer" if role in ALIKE else role] for role in ROLES)
    assert len(answers) == len(ROLES), answers
    return tuple(answers)


SECTIONS = (
    section(
        "Public pages",
        "Everyone reads what is published; nobody reads a draft at its public address.",
        """
        GET  | page:front | 200
        GET  | page:draft | 404
        GET  | wagtail_serve (no page) | 404
        POST | wagtail_serve (no page) | 404
        GET  | page:meeting | 200
        GET  | page:meeting/pamelding/ | 200
        POST | page:meeting/pamelding/ | 422
        GET  | page:meeting/pamelding-mottatt/ | 200
        GET  | page:meeting/innspill/ | 200
        POST | page:meeting/innspill/ | 422
        GET  | page:meeting/innspill-mottatt/ | 200
        GET  | page:meeting/plasser/ | 200
        POST | page:meeting/plasser/ | 405
        GET  | page:meeting/kalender/ | 200
        GET  | meeting_calendar | 200
        GET  | meeting_feed | 200
        GET  | news_feed | 404
        GET  | search | 200
        POST | search | 405
        GET  | robots | 200
        GET  | sitemap | 200
        GET  | rendition | 404
        GET  | input_list | 200
        POST | input_list | 405
        GET  | input_feed | 200
        GET  | input_detail (public) | 200
        GET  | input_detail (for the municipality) | 404 404 404 200
        GET  | input_detail (hidden) | 404 404 404 200
        GET  | input_file (public) | 200
        POST | input_file (public) | 405
        GET  | input_file (for partners) | 404 404 200 200 200 404 404 200
        GET  | input_file (for the municipality) | 404 404 404 200
        GET  | input_file (hidden) | 404 404 404 200
        GET  | input_file (withdrawn) | 404 404 404 200
        GET  | input_file (erased) | 404
        GET  | input_detail (waiting to be seen) | 404 404 404 200
        GET  | input_answer | 404 404 404 200
        POST | input_answer | 404 404 404 422
        GET  | input_part (public) | 200
        POST | input_part (public) | 405
        GET  | input_part (for the municipality) | 404 404 404 200
        GET  | input_part (hidden) | 404 404 404 200
        GET  | input_part (no part) | 404
        GET  | wagtaildocs_serve | 200
        """,
    ),
    section(
        "Notices",
        "Who is signed in reads their own, marks them as read, and chooses. Nobody else finds them, nor do "
        "they themselves once they may not read what a notice is about.",
        """
        GET  | notices | login 200 200 200
        POST | notices | 405
        GET  | notice_bell | 404 200 200 200
        POST | notice_bell | 405
        GET  | notices_read | 405
        POST | notices_read | login 302 302 302
        GET  | notice_level | 405
        POST | notice_level | login 404 404 404
        GET  | notice_choices | login 200 200 200
        POST | notice_choices | login 422 422 422
        GET  | notice (one's own) | login 302 302 302
        POST | notice (one's own) | 405
        GET  | notice (of another) | login 404 404 404
        GET  | notice (about what one may not read) | login 404 404 404
        GET  | notice_read (one's own) | 405
        POST | notice_read (one's own) | login 302 302 302
        POST | notice_read (of another) | login 404 404 404
        SOCKET | live/socket/ (one's own bell) | 4403 open open open
        SOCKET | live/socket/ (bell of another) | 4403
        """,
    ),
    section(
        "Quick polls in a live meeting",
        "Who has come in by the code votes once; who has not is sent to the form to come in. Who leads "
        "makes polls, and sees results no sooner than all others. A proposal begins with signing in.",
        """
        GET  | poll | 302
        POST | poll | 405
        GET  | poll_vote | 405
        POST | poll_vote | 302
        GET  | poll_propose | login 302 302 302
        POST | poll_propose | login 405 405 405
        GET  | poll_wall | 200
        POST | poll_wall | 405
        GET  | poll_list | 404 404 404 200
        POST | poll_list | 405
        GET  | poll_new | 404 404 404 200
        POST | poll_new | 404 404 404 422
        GET  | poll_desk | 404 404 404 200
        GET  | poll_desk_part | 404 404 404 200
        GET  | poll_edit | 404 404 404 302
        POST | poll_edit | 404 404 404 302
        GET  | poll_lead | 405
        POST | poll_lead | 404 404 404 302
        GET  | poll_paper | 404 404 404 200
        POST | poll_paper | 404 404 404 302
        GET  | poll_export | 404 404 404 200
        """,
    ),
    section(
        "Conversations about input",
        "Who is signed in and sees an input takes part; its author alone changes and deletes a reply. "
        "What one cannot see answers 404.",
        """
        GET  | thread_rules | 200
        POST | thread_rules | 405
        GET  | reply_write (public) | login 302 302 302
        POST | reply_write (public) | login 422 422 422
        POST | reply_write (for the municipality) | login 404 404 422
        POST | reply_write (hidden) | login 404 404 422
        GET  | input_vote (public) | 405
        POST | input_vote (public) | login 302 302 302
        POST | input_vote (for the municipality) | login 404 404 302
        GET  | input_follow (public) | 405
        POST | input_follow (public) | login 302 302 302
        POST | input_follow (hidden) | login 404 404 302
        GET  | mention_suggest (public) | login 200 200 200
        GET  | mention_suggest (for the municipality) | login 404 404 200
        POST | mention_suggest (public) | 405
        GET  | input_report (public) | login 200 200 200
        POST | input_report (public) | login 422 422 422
        GET  | input_report (for the municipality) | login 404 404 200
        GET  | reply_report (public) | login 200 200 200
        POST | reply_report (public) | login 422 422 422
        GET  | reply_report (for the municipality) | login 404 404 200
        GET  | reply_report (hidden) | login 404 404 200
        GET  | reply_change (of another) | login 404 404 404
        POST | reply_change (of another) | login 404 404 404
        GET  | reply_delete (of another) | login 404 404 404
        POST | reply_delete (of another) | login 404 404 404
        GET  | input_replies (public) | 200
        POST | input_replies (public) | 405
        GET  | input_replies (for the municipality) | 404 404 404 200
        GET  | input_votes (public) | 200
        POST | input_votes (public) | 405
        GET  | input_votes (for the municipality) | 404 404 404 200
        GET  | reply_earlier (public) | 200
        POST | reply_earlier (public) | 405
        GET  | reply_earlier (for the municipality) | 404 404 404 200
        """,
    ),
    section(
        "Working groups",
        "Who is signed in sees the list, and of a group what it shows. Those in it see it whole; its leaders "
        "and coordinators manage it. A group that is unknown to outsiders answers them 404. Here the owner "
        "leads each group, and the member is one; the volunteer is invited to another.",
        """
        GET  | group_list | login 200 200 200
        POST | group_list | login 405 405 405
        GET  | group_new | login 404 404 200
        POST | group_new | login 404 404 422
        GET  | group (open) | login 200 200 200
        GET  | group (by request) | login 200 200 200
        GET  | group (unknown) | login 404 200 200 404 404 404 200
        GET  | group (invited to) | login 200 404 200 404 404 404 200
        GET  | group_change (open) | login 404 404 200 404 404 404 200
        POST | group_change (open) | login 404 404 422 404 404 404 422
        GET  | group_archive (open) | login 404 404 200 404 404 404 200
        POST | group_archive (open) | login 404 404 302 404 404 404 302
        GET  | group_reopen (open) | 405
        POST | group_reopen (open) | login 404 404 302 404 404 404 302
        GET  | group_join (open) | login 200 302 302 200 200 200 200
        POST | group_join (open) | login 302 302 302
        GET  | group_join (by request) | login 200 302 302 200 200 200 200
        POST | group_join (by request) | login 422 302 302 422 422 422 422
        GET  | group_join (unknown) | login 404 302 302 404 404 404 302
        POST | group_join (unknown) | login 404 302 302 404 404 404 302
        GET  | group_withdraw (open) | 405
        POST | group_withdraw (open) | login 302 302 302
        POST | group_withdraw (unknown) | login 404 302 302 404 404 404 302
        GET  | group_leave (open) | login 404 200 200 404 404 404 404
        POST | group_leave (open) | login 302 302 302
        POST | group_leave (unknown) | login 404 302 302 404 404 404 302
        GET  | group_act_for (open) | 405
        POST | group_act_for (open) | login 404 302 302 404 404 404 404
        GET  | group_members (open) | login 404 200 200 404 404 404 200
        GET  | group_members (unknown) | login 404 200 200 404 404 404 200
        POST | group_members (open) | 405
        GET  | group_invite (open) | 405
        POST | group_invite (open) | login 404 404 422 404 404 404 422
        GET  | group_place (open) | 405
        POST | group_place (open) | login 404 404 302 404 404 404 302
        GET  | group_remove (open) | login 404 404 200 404 404 404 200
        POST | group_remove (open) | login 404 404 302 404 404 404 302
        GET  | group_revoke (open) | 405
        POST | group_revoke (open) | login 404 404 302 404 404 404 302
        GET  | group_accept (open) | 405
        POST | group_accept (open) | login 404 404 302 404 404 404 302
        GET  | group_decline (open) | 405
        POST | group_decline (open) | login 404 404 302 404 404 404 302
        GET  | group_invitation | 200
        POST | group_invitation | 200 302 409 409 409 409 409 409
        GET  | own_group_invitation | login 200 404 404 404 404 404 404
        POST | own_group_invitation | login 302 404 404 404 404 404 404
        """,
    ),
    section(
        "Decisions of a working group",
        "Only who has a place in the group: the right to lead groups does not open them. Here the owner "
        "leads it and began them, and the member is in it. A draft is for who began it and for leaders.",
        """
        GET  | decision_list | login 404 200 200 404 404 404 404
        POST | decision_list | 405
        GET  | decision_new | login 404 200 200 404 404 404 404
        POST | decision_new | 405
        GET  | decision_write | login 404 200 200 404 404 404 404
        POST | decision_write | login 404 422 422 404 404 404 404
        GET  | decision_write (no such way) | login 404 404 404 404 404 404 404
        GET  | decision (draft) | login 404 404 200 404 404 404 404
        GET  | decision (open) | login 404 200 200 404 404 404 404
        GET  | decision (closed) | login 404 200 200 404 404 404 404
        POST | decision (open) | 405
        GET  | decision_part (draft) | login 404 404 302 404 404 404 404
        GET  | decision_part (open) | login 404 302 302 404 404 404 404
        POST | decision_part (open) | 405
        GET  | decision_results (draft) | login 404 404 302 404 404 404 404
        GET  | decision_results (open) | login 404 302 302 404 404 404 404
        POST | decision_results (open) | 405
        GET  | decision_vote (open) | 405
        POST | decision_vote (draft) | login 404 404 404 404 404 404 404
        POST | decision_vote (open) | login 404 422 422 404 404 404 404
        GET  | decision_change (draft) | login 404 404 200 404 404 404 404
        POST | decision_change (draft) | login 404 404 422 404 404 404 404
        GET  | decision_change (open) | login 404 404 200 404 404 404 404
        POST | decision_change (open) | login 404 404 422 404 404 404 404
        POST | decision_change (closed) | login 404 404 302 404 404 404 404
        GET  | decision_open (draft) | 405
        POST | decision_open (draft) | login 404 404 302 404 404 404 404
        GET  | decision_delete (draft) | 405
        POST | decision_delete (draft) | login 404 302 302 404 404 404 404
        GET  | decision_close (open) | login 404 404 200 404 404 404 404
        POST | decision_close (open) | login 404 404 302 404 404 404 404
        GET  | decision_outcome (open) | login 404 404 302 404 404 404 404
        GET  | decision_outcome (closed) | login 404 404 200 404 404 404 404
        POST | decision_outcome (closed) | login 404 404 422 404 404 404 404
        GET  | decision_review (closed) | 405
        POST | decision_review (closed) | login 404 404 302 404 404 404 404
        """,
    ),
    section(
        "Threads of working groups",
        "Those in the group read them, and a guest reads one. Leaders, members and guests write; leaders "
        "pin, close, move and let in guests. Here the owner leads the group, the member is one and has "
        "written the post, and the other is a guest. What one may not read or do answers 404.",
        """
        GET  | discussion_list | login 404 200 200 404 404 404 404
        GET  | discussion_new | login 404 200 200 404 404 404 404
        POST | discussion_new | login 404 422 422 404 404 404 404
        GET  | discussion_new_draft | 405
        POST | discussion_new_draft | login 404 302 302 404 404 404 404
        GET  | discussion_next | login 302 302 302
        GET  | discussion | login 404 200 302 302 404 404 404
        POST | discussion | 405
        GET  | discussion_posts | login 404 200 200 200 404 404 404
        GET  | discussion_state | login 404 200 200 200 404 404 404
        GET  | post_write | login 404 302 302 302 404 404 404
        POST | post_write | login 404 422 422 422 404 404 404
        GET  | discussion_draft | 405
        POST | discussion_draft | login 404 302 302 302 404 404 404
        GET  | discussion_names | login 404 200 200 200 404 404 404
        GET  | discussion_pin | 405
        POST | discussion_pin | login 404 404 302 404 404 404 404
        GET  | discussion_close | login 404 404 200 404 404 404 404
        POST | discussion_close | login 404 404 302 404 404 404 404
        GET  | discussion_reopen | 405
        POST | discussion_reopen | login 404 404 302 404 404 404 404
        GET  | discussion_move | login 404 404 200 404 404 404 404
        POST | discussion_move | login 404 404 422 404 404 404 404
        GET  | discussion_guests | login 404 404 200 404 404 404 404
        POST | discussion_guests | login 404 404 422 404 404 404 404
        GET  | guest_revoke | 405
        POST | guest_revoke | login 404 404 302 404 404 404 404
        GET  | guest_invitation | 200
        POST | guest_invitation | 200 302 409 409 409 409 409 409
        GET  | discussion_end_guest | 405
        POST | discussion_end_guest | login 404 404 302 404 404 404 404
        GET  | post_change | login 404 200 404 404 404 404 404
        POST | post_change | login 404 422 404 404 404 404 404
        GET  | post_delete | login 404 200 200 404 404 404 404
        POST | post_delete | login 404 302 302 404 404 404 404
        GET  | post_earlier | login 404 200 200 200 404 404 404
        GET  | post_file | login 404 200 200 200 404 404 404
        GET  | post_react | 405
        POST | post_react | login 404 302 302 302 404 404 404
        """,
    ),
    section(
        "Meetings of working groups",
        "For those in the group: leaders call and approve, members write, observers read and answer; to all "
        "others there are none. Here the owner leads the group, the member is one, the other observes. What "
        "leaders and members write when it is too late is answered 409 or 422, with their words kept.",
        """
        GET  | group_meeting_list | login 404 200 200 200 404 404 404
        GET  | decision_meeting | 405
        POST | decision_meeting | login 404 404 422 404 404 404 404
        GET  | group_meeting_new | login 404 404 200 404 404 404 404
        POST | group_meeting_new | login 404 404 422 404 404 404 404
        GET  | group_meeting | login 404 200 200 200 404 404 404
        POST | group_meeting | 405
        GET  | group_meeting_change | login 404 404 200 404 404 404 404
        POST | group_meeting_change | login 404 404 422 404 404 404 404
        GET  | group_meeting_cancel | login 404 404 200 404 404 404 404
        POST | group_meeting_cancel | login 404 404 302 404 404 404 404
        GET  | group_meeting_answer | 405
        POST | group_meeting_answer | login 404 302 302 302 404 404 404
        GET  | group_meeting_calendar | login 404 200 200 200 404 404 404
        GET  | agenda_new | login 404 200 200 404 404 404 404
        POST | agenda_new | login 404 422 422 404 404 404 404
        GET  | agenda_fetch | 405
        POST | agenda_fetch | login 404 302 302 404 404 404 404
        GET  | agenda_change | login 404 200 200 404 404 404 404
        POST | agenda_change | login 404 422 422 404 404 404 404
        GET  | agenda_move | 405
        POST | agenda_move | login 404 302 302 404 404 404 404
        GET  | agenda_remove | 405
        POST | agenda_remove | login 404 302 302 404 404 404 404
        GET  | minutes | login 404 200 200 200 404 404 404
        POST | minutes | login 404 422 422 422 404 404 404
        POST | minutes (approved) | login 404 422 422 422 404 404 404
        GET  | minutes_update | 405
        POST | minutes_update | login 404 422 422 422 404 404 404
        GET  | minutes_missed | login 404 200 200 200 404 404 404
        GET  | minutes_marked | login 404 200 200 200 404 404 404
        GET  | minutes_approve | login 404 404 200 404 404 404 404
        POST | minutes_approve | login 404 404 422 404 404 404 404
        GET  | minutes_correct | 405
        POST | minutes_correct | login 404 404 404 404 404 404 404
        GET  | group_meeting_change (approved) | login 404 404 404 404 404 404 404
        GET  | minutes_approve (approved) | login 404 404 404 404 404 404 404
        POST | group_meeting_change (approved) | login 404 404 422 404 404 404 404
        POST | minutes_approve (approved) | login 404 404 422 404 404 404 404
        POST | minutes_correct (approved) | login 404 422 422 404 404 404 404
        """,
    ),
    section(
        "Working groups in the admin",
        "Coordinators. To editors these addresses do not exist.",
        """
        GET  | groups:index | login login 404 200
        GET  | groups:results | login login 404 200
        GET  | mail_replies:index | login login 404 200
        GET  | mail_replies:results | login login 404 200
        GET  | mail_replies:reply | login login 404 200
        GET  | mail_replies:accept | login login 404 405
        POST | mail_replies:accept | login login 404 302
        GET  | mail_replies:discard | login login 404 405
        POST | mail_replies:discard | login login 404 302
        """,
    ),
    section(
        "Moderation in the admin",
        "Coordinators. To editors these addresses do not exist.",
        """
        GET  | threads:index | login login 404 200
        POST | threads:index | login login 404 422
        GET  | threads:reply | login login 404 302
        GET  | threads:case | login login 404 200
        POST | threads:case | login login 404 422
        GET  | threads:restore | login login 404 405
        POST | threads:restore | login login 404 302
        GET  | threads:redact | login login 404 200
        POST | threads:redact | login login 404 422
        GET  | threads:exclude | login login 404 200
        POST | threads:exclude | login login 404 422
        GET  | threads:exclusions | login login 404 200
        GET  | threads:talk | login login 404 200
        POST | threads:talk | login login 404 422
        GET  | threads:lift | login login 404 405
        POST | threads:lift | login login 404 302
        """,
    ),
    section(
        "Live meetings",
        "Whoever has the code comes in, and is asked who they are before writing; those here have the code "
        "and have not come in. Coordinators lead, and those who were given one meeting to lead.",
        """
        GET  | enter_code | 200
        GET  | live_room | 200
        POST | live_room | 422
        GET  | live_room (guessed) | 404
        POST | live_room (guessed) | 404
        GET  | live_now | 200
        GET  | live_activity | 302
        GET  | live_list | 302
        GET  | live_look | 302
        POST | live_leave | 302
        POST | live_claim | 302
        POST | live_join_by_link | 302
        POST | live_join_by_link (guessed) | 404
        GET  | live_wall | 200
        GET  | live_wall_activity | 200
        GET  | live_wall_words | 200
        GET  | live_wall (guessed) | 404
        GET  | board_on_wall | 200
        GET  | board_alone | 302
        POST | note_write | 302
        POST | note_dot | 302
        GET  | board_arrange | 302
        POST | board_arrange | 302
        GET  | note_change | 302
        POST | note_change | 302
        GET  | note_photo | 404
        GET  | live_console | 404 404 404 200
        GET  | live_console_panel | 404 404 404 200
        GET  | live_console_list | 404 404 404 200
        GET  | live_console_activity | 404 404 404 200
        POST | live_lead | 404 404 404 302
        POST | live_plan | 404 404 404 302
        GET  | board_for_leader | 404 404 404 200
        GET  | board_console | 404 404 404 200
        POST | board_lead | 404 404 404 302
        GET  | board_file | 404 404 404 200
        GET  | note_paper | 404 404 404 200
        POST | note_paper | 404 404 404 422
        GET  | note_hide | 404 404 404 200
        POST | note_hide | 404 404 404 422
        """,
    ),
    section(
        "Personal pages",
        "The address is the key. A wrong one is answered like an address that is not there.",
        """
        GET  | signup_page | 200
        GET  | signup_page (guessed) | 404
        GET  | signup_change | 200
        POST | signup_change | 422
        GET  | signup_change (guessed) | 404
        POST | signup_change (guessed) | 404
        GET  | signup_cancel | 200
        POST | signup_cancel | 302
        POST | signup_cancel (guessed) | 404
        GET  | signup_calendar | 200
        GET  | signup_calendar (guessed) | 404
        GET  | signup_input | 302
        POST | signup_input | 422
        POST | signup_input (guessed) | 404
        GET  | signup_feed | 200
        GET  | signup_feed (guessed) | 404
        GET  | signup_resend | 200
        POST | signup_resend | 422
        GET  | signup_resent | 200
        """,
    ),
    section(
        "Meetings and sign-ups in the admin",
        "Coordinators. To editors these addresses do not exist.",
        """
        GET  | meetings:index | login login 404 200
        GET  | meetings:results | login login 404 200
        GET  | meetings:desk | login login 404 200
        GET  | meetings:link | login login 404 200
        POST | meetings:link | login login 404 422
        GET  | meetings:move | login login 404 200
        POST | meetings:move | login login 404 422
        GET  | meetings:cancel | login login 404 200
        POST | meetings:cancel | login login 404 422
        GET  | meetings:message | login login 404 200
        POST | meetings:message | login login 404 422
        GET  | meetings:live | login login 404 200
        POST | meetings:live | login login 404 422
        POST | meetings:live_open | login login 404 302
        POST | meetings:live_ungrant | login login 404 302
        GET  | signups:index | login login 404 200
        GET  | signups:results | login login 404 200
        GET  | signups:edit | login login 404 200
        POST | signups:edit | login login 404 422
        GET  | signups:cancel | login login 404 200
        POST | signups:cancel | login login 404 302
        GET  | signups:here | login login 404 405
        POST | signups:here | login login 404 302
        GET  | signups:absent | login login 404 405
        POST | signups:absent | login login 404 302
        GET  | signups:back | login login 404 405
        POST | signups:back | login login 404 302
        GET  | signups:add | login login 404 200
        POST | signups:add | login login 404 422
        GET  | signups:door | login login 404 200
        GET  | signups:print | login login 404 200
        GET  | signups:export_csv | login login 404 200
        GET  | signups:export_xlsx | login login 404 200
        """,
    ),
    section(
        "Comments on the concept",
        "Everyone reads what is public and may write. Who gave a comment may change it; to others "
        "that is not there.",
        """
        GET  | comments (all of a page) | 200
        POST | comments (all of a page) | 422
        GET  | comments (a block) | 200
        POST | comments (a block) | 422
        GET  | comments (a block that never was) | 404
        GET  | comments_list (all of a page) | 200
        POST | comments_list (all of a page) | 405
        GET  | comments_list (a block) | 200
        GET  | comments_list (a block that never was) | 404
        GET  | comments_counts | 200
        POST | comments_counts | 405
        GET  | comments_earlier | 200
        POST | comments_earlier | 405
        GET  | comments_draft | login 405 405 405
        POST | comments_draft | login 204 204 204
        GET  | comment_held | 200
        GET  | comment_confirm | 200
        POST | comment_confirm | 200
        GET  | comment_confirm (guessed) | 404
        POST | comment_confirm (guessed) | 404
        GET  | comment_change (own) | login 200 200 200
        POST | comment_change (own) | login 422 422 422
        GET  | comment_change (somebody else's) | login 404 404 404
        POST | comment_change (somebody else's) | login 404 404 404
        GET  | comment_withdraw (own) | login 200 200 200
        POST | comment_withdraw (own) | login 302 302 302
        GET  | comment_withdraw (somebody else's) | login 404 404 404
        POST | comment_withdraw (somebody else's) | login 404 404 404
        """,
    ),
    section(
        "When a concept takes comments",
        "Editors and coordinators.",
        """
        GET  | comments_desk:index | login login 200 200
        GET  | comments_desk:results | login login 200 200
        GET  | comments_desk:period | login login 200 200
        POST | comments_desk:period | login login 302 302
        """,
    ),
    section(
        "Input and themes in the admin",
        "Coordinators. To editors the input does not exist, and themes are not theirs.",
        """
        GET  | inputs:index | login login 404 200
        GET  | inputs:results | login login 404 200
        GET  | inputs:export | login login 404 200
        GET  | inputs:input | login login 404 200
        POST | inputs:input | login login 404 422
        GET  | inputs:consider | login login 404 405
        POST | inputs:consider | login login 404 302
        GET  | inputs:theme | login login 404 405
        POST | inputs:theme | login login 404 302
        GET  | inputs:used | login login 404 200
        POST | inputs:used | login login 404 302
        GET  | inputs:draft | login login 404 200
        POST | inputs:draft | login login 404 422
        GET  | inputs:several | login login 404 200
        POST | inputs:several | login login 404 422
        GET  | inputs:filters | login login 404 200
        GET  | inputs:save_filter | login login 404 200
        POST | inputs:save_filter | login login 404 422
        GET  | inputs:rename_filter | login login 404 200
        POST | inputs:rename_filter | login login 404 422
        GET  | inputs:delete_filter | login login 404 200
        POST | inputs:delete_filter | login login 404 302
        GET  | inputs:assign | login login 404 405
        POST | inputs:assign | login login 404 302
        GET  | inputs:remark | login login 404 200
        POST | inputs:remark | login login 404 422
        GET  | inputs:hide | login login 404 200
        POST | inputs:hide | login login 404 422
        GET  | inputs:unhide | login login 404 405
        POST | inputs:unhide | login login 404 302
        GET  | themes:index | login login 302 200
        GET  | themes:index_results | login login 302 200
        GET  | themes:add | login login 302 200
        POST | themes:add | login login 302 200
        GET  | themes:copy | login login 302 200
        GET  | themes:edit | login login 302 200
        POST | themes:edit | login login 302 200
        GET  | themes:delete | login login 302 200
        POST | themes:delete | login login 302 302
        GET  | themes:history | login login 302 200
        GET  | themes:history_results | login login 302 200
        GET  | themes:usage | login login 302 200
        """,
    ),
    section(
        "The workspace",
        "Everyone who is signed in has one, and represents themselves or an organisation that they are in "
        "and that is open.",
        """
        GET  | workspace | login 200 200 200
        POST | workspace | login 405 405 405
        GET  | workspace_activity | login 200 200 200
        POST | workspace_activity | login 405 405 405
        GET  | represent | login 405 405 405
        POST | represent | login 404 404 404
        POST | represent (oneself) | login 302 302 302
        POST | represent (approved) | login 404 302 302 404 404 404 404
        POST | represent (waits for approval) | login 404 302 302 404 404 404 404
        POST | represent (suspended) | login 404 404 404 404 404 404 404
        POST | represent (rejected) | login 404 404 404 404 404 404 404
        POST | represent (asked to join) | login 404 404 404 404 404 404 404
        GET  | become_partner | 200
        GET  | find_organisation | login 200 200 200
        GET  | confirm_organisation (already a partner) | login 200 302 302 200 200 200 200
        POST | confirm_organisation (already a partner) | login 302 302 302
        GET  | confirm_organisation (suspended) | login 200 302 302 200 302 200 200
        POST | confirm_organisation (suspended) | login 302 302 302
        GET  | confirm_organisation (wrong number) | login 404 404 404
        GET  | organisation_by_hand | login 200 200 200
        POST | organisation_by_hand | login 422 422 422
        """,
    ),
    section(
        "An organisation and its people",
        "There for its active members alone, whatever its state. Owners manage it while it waits for "
        "approval or is approved; one that is suspended or rejected nobody manages, and each may leave it. "
        "Who asks to join sees nothing of it, and may take that back. «Crossed»: under the other owner's "
        "organisation, with the number of somebody who is not in it.",
        """
        GET  | organisation | login 404 200 200 404 404 404 404
        GET  | organisation (waits for approval) | login 404 200 200 404 404 404 404
        GET  | organisation (suspended) | login 404 200 200 404 200 404 404
        GET  | organisation (rejected) | login 404 200 200 404 404 404 404
        GET  | organisation (asked to join) | login 404 404 404 404 404 404 404
        GET  | organisation_profile | login 404 404 200 404 404 404 404
        GET  | organisation_profile (waits for approval) | login 404 404 200 404 404 404 404
        GET  | organisation_profile (suspended) | login 404 404 404 404 404 404 404
        GET  | organisation_profile (rejected) | login 404 404 404 404 404 404 404
        POST | organisation_profile | login 404 404 302 404 404 404 404
        POST | organisation_profile (waits for approval) | login 404 404 302 404 404 404 404
        POST | organisation_profile (suspended) | login 404 404 404 404 404 404 404
        POST | organisation_profile (rejected) | login 404 404 404 404 404 404 404
        GET  | organisation_prove | login 404 404 404
        GET  | organisation_prove (waits for approval) | login 404 404 404
        GET  | ansattporten_return | login 404 404 404
        GET  | organisation_leave | login 404 200 200 404 404 404 404
        POST | organisation_leave | login 404 302 302 404 404 404 404
        GET  | organisation_leave (suspended) | login 404 200 200 404 200 404 404
        POST | organisation_leave (suspended) | login 404 302 302 404 302 404 404
        POST | organisation_leave (rejected) | login 404 302 302 404 404 404 404
        GET  | organisation_leave (asked to join) | login 200 404 404 404 404 404 404
        POST | organisation_leave (asked to join) | login 302 404 404 404 404 404 404
        GET  | organisation_invite | 405
        POST | organisation_invite | login 404 404 422 404 404 404 404
        POST | organisation_invite (filled in) | login 404 404 302 404 404 404 404
        POST | organisation_invite (waits for approval) | login 404 404 302 404 404 404 404
        POST | organisation_invite (suspended) | login 404 404 404 404 404 404 404
        POST | organisation_invite (rejected) | login 404 404 404 404 404 404 404
        POST | invitation_resend (open) | login 404 404 302 404 404 404 404
        POST | invitation_resend (run out) | login 404 404 302 404 404 404 404
        POST | invitation_resend (revoked) | login 404 404 404 404 404 404 404
        POST | invitation_resend (accepted) | login 404 404 404 404 404 404 404
        POST | invitation_resend (suspended) | login 404 404 404 404 404 404 404
        POST | invitation_resend (crossed) | login 404 404 404 404 404 404 404
        POST | invitation_revoke (open) | login 404 404 302 404 404 404 404
        POST | invitation_revoke (run out) | login 404 404 302 404 404 404 404
        POST | invitation_revoke (revoked) | login 404 404 404 404 404 404 404
        POST | invitation_revoke (accepted) | login 404 404 404 404 404 404 404
        POST | invitation_revoke (suspended) | login 404 404 404 404 404 404 404
        POST | invitation_revoke (crossed) | login 404 404 404 404 404 404 404
        POST | member_let_in (asks) | login 404 404 302 404 404 404 404
        POST | member_let_in (member) | login 404 404 404 404 404 404 404
        POST | member_let_in (suspended) | login 404 404 404 404 404 404 404
        POST | member_let_in (crossed) | login 404 404 404 404 404 404 404
        POST | member_turn_down (asks) | login 404 404 302 404 404 404 404
        POST | member_turn_down (member) | login 404 404 404 404 404 404 404
        POST | member_turn_down (suspended) | login 404 404 404 404 404 404 404
        POST | member_turn_down (crossed) | login 404 404 404 404 404 404 404
        POST | member_role (member) | login 404 404 302 404 404 404 404
        POST | member_role (no such role) | login 404 404 404 404 404 404 404
        POST | member_role (asks) | login 404 404 404 404 404 404 404
        POST | member_role (suspended) | login 404 404 404 404 404 404 404
        POST | member_role (crossed) | login 404 404 404 404 404 404 404
        GET  | member_remove (member) | login 404 404 200 404 404 404 404
        POST | member_remove (member) | login 404 404 302 404 404 404 404
        GET  | member_remove (asks) | login 404 404 404 404 404 404 404
        POST | member_remove (asks) | login 404 404 404 404 404 404 404
        POST | member_remove (suspended) | login 404 404 404 404 404 404 404
        POST | member_remove (crossed) | login 404 404 404 404 404 404 404
        """,
    ),
    section(
        "An invitation",
        "Its address is a key, but lets in only the account that has confirmed the invited address; others "
        "are told (409), and an outsider is shown the door. One that has run out, is revoked or belongs to "
        "an organisation that takes nobody in says so. A new letter ends the earlier one's key.",
        """
        GET  | organisation_invitation (open) | 200
        POST | organisation_invitation (open) | 200 302 302 302
        GET  | organisation_invitation (to somebody else) | 200
        POST | organisation_invitation (to somebody else) | 200 409 409 409
        GET  | organisation_invitation (run out) | 200
        POST | organisation_invitation (run out) | 200 409 409 409
        GET  | organisation_invitation (revoked) | 200
        POST | organisation_invitation (revoked) | 200 409 409 409
        GET  | organisation_invitation (accepted by another) | 200
        POST | organisation_invitation (accepted by another) | 200 409 409 409
        GET  | organisation_invitation (suspended) | 200
        POST | organisation_invitation (suspended) | 200 409 409 409
        GET  | organisation_invitation (earlier letter) | 404
        POST | organisation_invitation (earlier letter) | 404
        GET  | organisation_invitation (guessed) | 404
        POST | organisation_invitation (guessed) | 404
        GET  | own_invitation (open) | login 200 200 200
        POST | own_invitation (open) | login 302 302 302
        GET  | own_invitation (to somebody else) | login 404 404 404
        POST | own_invitation (to somebody else) | login 404 404 404
        GET  | own_invitation (run out) | login 404 404 404
        GET  | own_invitation (revoked) | login 404 404 404
        POST | own_invitation (revoked) | login 404 404 404
        """,
    ),
    section(
        "Roles and their coverage",
        "Everyone reads what is needed and how far it is covered; whom the matrix names and what amounts it "
        "counts follow who may see each offer.",
        """
        GET  | role_list | 200
        POST | role_list | 405
        GET  | role | 200
        POST | role | 405
        GET  | role (not there) | 404
        GET  | coverage | 200
        POST | coverage | 405
        GET  | coverage_export | 200
        POST | coverage_export | 405
        """,
    ),
    section(
        "Roles in the admin",
        "Coordinators. To editors the roles' desk does not exist, and areas and phases are not theirs.",
        """
        GET  | roles:index | login login 404 200
        GET  | roles:results | login login 404 200
        GET  | roles:add | login login 404 200
        POST | roles:add | login login 404 422
        GET  | roles:edit | login login 404 200
        POST | roles:edit | login login 404 422
        GET  | roles:delete | login login 404 200
        POST | roles:delete | login login 404 302
        GET  | areas:index | login login 302 200
        GET  | areas:index_results | login login 302 200
        GET  | areas:add | login login 302 200
        POST | areas:add | login login 302 200
        GET  | areas:copy | login login 302 200
        GET  | areas:edit | login login 302 200
        POST | areas:edit | login login 302 200
        GET  | areas:delete | login login 302 200
        POST | areas:delete | login login 302 302
        GET  | areas:history | login login 302 200
        GET  | areas:history_results | login login 302 200
        GET  | areas:usage | login login 302 200
        GET  | phases:index | login login 302 200
        GET  | phases:index_results | login login 302 200
        GET  | phases:add | login login 302 200
        POST | phases:add | login login 302 200
        GET  | phases:copy | login login 302 200
        GET  | phases:edit | login login 302 200
        POST | phases:edit | login login 302 200
        GET  | phases:delete | login login 302 200
        POST | phases:delete | login login 302 302
        GET  | phases:history | login login 302 200
        GET  | phases:history_results | login login 302 200
        GET  | phases:usage | login login 302 200
        """,
    ),
    section(
        "Organisations in the admin",
        "Coordinators. To editors these addresses do not exist. A decision that does not fit the "
        "organisation's state changes nothing.",
        """
        GET  | organisations:index | login login 404 200
        GET  | organisations:results | login login 404 200
        GET  | organisations:organisation | login login 404 200
        GET  | organisations:organisation (suspended) | login login 404 200
        GET  | organisations:organisation (rejected) | login login 404 200
        GET  | organisations:verify | login login 404 405
        POST | organisations:verify | login login 404 302
        POST | organisations:verify (suspended) | login login 404 302
        GET  | organisations:reject | login login 404 200
        POST | organisations:reject | login login 404 422
        POST | organisations:reject (waits for approval, with reason) | login login 404 302
        POST | organisations:reject (approved, with reason) | login login 404 422
        GET  | organisations:suspend | login login 404 200
        POST | organisations:suspend | login login 404 422
        POST | organisations:suspend (approved, with reason) | login login 404 302
        POST | organisations:suspend (rejected, with reason) | login login 404 422
        GET  | organisations:reopen | login login 404 405
        POST | organisations:reopen | login login 404 302
        POST | organisations:reopen (suspended) | login login 404 302
        GET  | organisations:check | login login 404 405
        POST | organisations:check | login login 404 302
        GET  | organisations:find_other | login login 404 200
        GET  | organisations:merge | login login 404 200
        POST | organisations:merge | login login 404 302
        """,
    ),
    section(
        "People in the admin",
        "Coordinators, to read. To editors these addresses do not exist.",
        """
        GET  | people:index | login login 404 200
        GET  | people:results | login login 404 200
        GET  | people:export | login login 404 200
        GET  | people:person | login login 404 200
        """,
    ),
    section(
        "Partners, as others see them",
        "Everyone reads the directory, its map and public profiles. A profile for partners is there for "
        "those who act for an approved organisation, and for who approves. Others are there for nobody.",
        """
        GET  | partner_directory | 200
        POST | partner_directory | 405
        GET  | partner_map | 200
        POST | partner_map | 405
        GET  | partner_profile (public) | 200
        POST | partner_profile (public) | 405
        GET  | partner_profile (for partners) | 404 404 200 200 200 404 404 200
        GET  | partner_profile (waits for approval) | 404
        GET  | partner_profile (suspended) | 404
        GET  | organisation_logo | 404
        """,
    ),
    section(
        "Proposals",
        "Who may write has a membership in the organisation, or began it as a volunteer: to all others a "
        "draft is not there. What is handed in is read by each as far as its fields allow; nothing to read "
        "is 404. Receipts are the proposers' own. None of those who ask here is a proposer.",
        """
        GET  | proposal_list | login 200 200 200
        POST | proposal_list | login 405 405 405
        GET  | proposal_new | login 200 200 200
        POST | proposal_new | login 422 422 422
        GET  | proposal (with something for everyone) | 200
        POST | proposal (with something for everyone) | 405
        GET  | proposal (for the municipality) | 404 404 404 200
        GET  | proposal (draft) | 404
        GET  | proposal_version (with something for everyone) | 404 404 404 200
        GET  | proposal_step | login 404 404 404
        POST | proposal_step | login 404 404 404
        GET  | proposal_submit | 405
        POST | proposal_submit | login 404 404 404
        GET  | proposal_submitted | login 404 404 404
        GET  | proposal_receipt | login 404 404 404
        GET  | proposal_file (for everyone) | 200
        GET  | proposal_file (for the municipality) | 404 404 404 200
        GET  | proposal_revise | 405
        POST | proposal_revise | login 404 404 404
        GET  | proposal_withdraw | login 404 404 404
        POST | proposal_withdraw | login 404 404 404
        GET  | proposal_discard | login 404 404 404
        POST | proposal_discard | login 404 404 404
        """,
    ),
    section(
        "Agreements and introductions",
        "A letter of intent is for its two sides: those who work with the proposal, of whom an owner "
        "confirms, and the coordinator, who confirms in the admin. An introduction is there for who is "
        "asked. The member and the owner are of the organisation in question.",
        """
        GET  | partner_inputs | login 404 200 200 200 404 404 200
        POST | partner_inputs | login 405 405 405 405 405 405 405
        GET  | agreement_list | login 200 200 200
        GET  | letter_of_intent | login 404 200 200 404 404 404 200
        GET  | letter_file | login 404 200 200 404 404 404 200
        GET  | letter_confirm | 405
        POST | letter_confirm | login 404 404 302 404 404 404 404
        GET  | introduction | login 404 200 200 404 404 404 404
        POST | introduction | login 404 422 422 404 404 404 404
        """,
    ),
    section(
        "Agreements and matching in the admin",
        "Coordinators. To editors these addresses do not exist.",
        """
        GET  | agreements:index | login login 404 200
        GET  | agreements:results | login login 404 200
        GET  | agreements:agreement | login login 404 200
        GET  | agreements:make | login login 404 405
        POST | agreements:make | login login 404 302
        GET  | agreements:confirm | login login 404 405
        POST | agreements:confirm | login login 404 302
        GET  | agreements:file | login login 404 200
        GET  | matching:index | login login 404 200
        GET  | matching:introduce | login login 404 405
        POST | matching:introduce | login login 404 404
        """,
    ),
    section(
        "Assessment of proposals",
        "An expert's page is there for who is asked to assess that proposal, and talk with the municipality "
        "for those who propose; for others they do not exist. The desk is for coordinators.",
        """
        GET  | review | login 404 404 404
        POST | review | login 404 404 404
        GET  | proposal_answer | login 404 404 404
        POST | proposal_answer | login 404 404 404
        GET  | proposals:index | login login 404 200
        GET  | proposals:results | login login 404 200
        GET  | proposals:export | login login 404 200
        GET  | proposals:reviewers | login login 404 200
        GET  | proposals:reviewers_results | login login 404 200
        GET  | proposals:proposal | login login 404 200
        GET  | proposals:open | login login 404 405
        POST | proposals:open | login login 404 302
        GET  | proposals:assign | login login 404 200
        POST | proposals:assign | login login 404 422
        GET  | proposals:invite | login login 404 200
        POST | proposals:invite | login login 404 422
        GET  | proposals:end_review | login login 404 405
        POST | proposals:end_review | login login 404 302
        GET  | proposals:interest | login login 404 200
        POST | proposals:interest | login login 404 422
        GET  | proposals:ask | login login 404 200
        POST | proposals:ask | login login 404 422
        GET  | proposals:clarify | login login 404 200
        POST | proposals:clarify | login login 404 422
        GET  | proposals:decide | login login 404 200
        POST | proposals:decide | login login 404 422
        GET  | proposals:letter | login login 404 200
        GET  | proposals:decisions | login login 404 200
        POST | proposals:decisions | login login 404 422
        GET  | proposals:criteria | login login 404 200
        GET  | proposals:criterion_add | login login 404 200
        POST | proposals:criterion_add | login login 404 422
        GET  | proposals:criterion | login login 404 200
        POST | proposals:criterion | login login 404 422
        GET  | proposals:criterion_delete | login login 404 200
        POST | proposals:criterion_delete | login login 404 422
        GET  | proposals:report | login login 404 200
        GET  | proposals:report_export | login login 404 200
        """,
    ),
    section(
        "Letters in the admin",
        "Coordinators read the outbox, send again and take back.",
        """
        GET  | letters:index | login login 404 200
        GET  | letters:results | login login 404 200
        GET  | letters:letter | login login 404 200
        GET  | letters:body | login login 404 200
        GET  | letters:send_failed | login login 404 405
        POST | letters:send_failed | login login 404 302
        GET  | letters:send | login login 404 405
        POST | letters:send | login login 404 302
        GET  | letters:void | login login 404 405
        POST | letters:void | login login 404 302
        """,
    ),
    section(
        "Signing in",
        "One door for everybody, by a code or a passkey; one's own account behind it. The admin has no "
        "password page.",
        """
        GET  | cms_login | login 403 403 403
        POST | cms_login | login 403 403 403
        GET  | page_login | login 403 403 403
        POST | page_login | login 403 403 403
        GET  | wagtailcore_login | login 403 403 403
        POST | wagtailcore_login | login 403 403 403
        GET  | wagtailcore_authenticate_with_password | 404
        GET  | wagtaildocs_authenticate_with_password | 404
        GET  | account_login | 200 302 302 302
        GET  | account_logout | 302 200 200 200
        POST | account_logout | 302
        GET  | account_inactive | 200
        GET  | account_signup | 200 302 302 302
        GET  | account_signup_by_passkey | 200 302 302 302
        GET  | account_request_login_code | login
        GET  | account_confirm_login_code | login 302 302 302
        GET  | account_email_verification_sent | login 302 302 302
        GET  | account_reauthenticate | login 200 302 302
        GET  | account_email | login 200 200 200
        GET  | account_change_password | 404
        GET  | account_set_password | 404
        GET  | account_reset_password | 404
        GET  | account_reset_password_done | 404
        GET  | account_reset_password_from_key | 404
        GET  | account_reset_password_from_key_done | 404
        GET  | mfa_index | login 200 200 200
        GET  | mfa_authenticate | login 302 302 302
        GET  | mfa_reauthenticate | login 302 200 200
        GET  | mfa_activate_totp | login 302 302 302
        GET  | mfa_deactivate_totp | login 404 302 302
        GET  | mfa_view_recovery_codes | login 404 404 404
        GET  | mfa_generate_recovery_codes | login 302 302 302
        GET  | mfa_download_recovery_codes | login 404 404 404
        GET  | mfa_list_webauthn | login 200 200 200
        GET  | mfa_add_webauthn | login 302 302 302
        GET  | mfa_reauthenticate_webauthn | login 302 302 302
        GET  | mfa_remove_webauthn | login 302 302 302
        GET  | mfa_edit_webauthn | login 302 302 302
        GET  | mfa_login_webauthn | login 302 302 302
        GET  | mfa_signup_webauthn | 302
        GET  | socialaccount_login_cancelled | 200
        GET  | socialaccount_login_error | 401
        GET  | socialaccount_signup | login
        GET  | socialaccount_connections | 404
        GET  | openid_connect_login | 404
        GET  | openid_connect_callback | 404
        GET  | usersessions_list | login 200 200 200
        GET  | sign_out_everywhere | 405
        POST | sign_out_everywhere | login
        GET  | idporten_logout | 200
        POST | idporten_logout | 405
        GET  | my_page | login 200 200 200
        POST | my_page | 405
        GET  | my_name | login 200 200 200
        POST | my_name | login 422 422 422
        """,
    ),
    section(
        "One's own choices and data",
        "Each sees and changes their own. The copy of one's data, and the end of the account, ask for a "
        "fresh code first (302). The address in a letter is a key that turns one kind of letters off and on "
        "for its reader, signed in or not. Who has closed their account is sent to the page for keeping it, "
        "wherever they go.",
        """
        GET  | my_language | 405
        POST | my_language | login 302 302 302
        GET  | my_letters | login 200 200 200
        POST | my_letters | login 302 302 302
        GET  | letters_off | 200
        POST | letters_off | 200
        GET  | letters_off (guessed) | 404
        POST | letters_off (guessed) | 404
        GET  | my_data | login 200 200 200
        POST | my_data | login 302 302 302
        GET  | my_data_file | login 302 302 302
        POST | my_data_file | 405
        GET  | close_my_account | login 200 200 200
        POST | close_my_account | login 422 422 422
        GET  | account_closed | 200
        POST | account_closed | 405
        GET  | keep_account | login 302 302 302
        POST | keep_account | login 302 302 302
        """,
    ),
    section(
        "Tasks",
        "A group's tasks are for those in it: leaders and members work with them, and nobody else knows of "
        "them, coordinators neither. Who has a task, or leads, hands it over. Here the owner leads the "
        "group, and the member is one.",
        """
        GET  | my_tasks | login 200 200 200
        POST | my_tasks | login 405 405 405
        GET  | group_tasks | login 404 200 200 404 404 404 404
        POST | group_tasks | 405
        GET  | group_board | login 404 200 200 404 404 404 404
        POST | group_board | 405
        GET  | task_new | login 404 200 200 404 404 404 404
        POST | task_new | login 404 422 422 404 404 404 404
        GET  | task | login 404 200 200 404 404 404 404
        POST | task | 405
        GET  | task_change | login 404 200 200 404 404 404 404
        POST | task_change | login 404 422 422 404 404 404 404
        GET  | task_take | 405
        POST | task_take | login 404 302 302 404 404 404 404
        POST | task_take (of another) | login 404 302 302 404 404 404 404
        GET  | task_hand_over | 405
        POST | task_hand_over | login 404 302 302 404 404 404 404
        POST | task_hand_over (of another) | login 404 404 302 404 404 404 404
        GET  | task_state | 405
        POST | task_state | login 404 302 302 404 404 404 404
        POST | task_state (a place) | login 404 302 302 404 404 404 404
        POST | task_state (no such state) | login 404 404 404
        """,
    ),
    section(
        "Volunteer work",
        "A call for everyone is for all who are signed in, one for the group for those in it. Its leaders "
        "change it and answer those who want to come.",
        """
        GET  | call_outs | login 200 200 200
        POST | call_outs | login 405 405 405
        GET  | call_out_new | login 404 200 200 404 404 404 404
        POST | call_out_new | login 404 422 422 404 404 404 404
        GET  | call_out (for everyone) | login 200 200 200
        POST | call_out (for everyone) | 405
        GET  | call_out (for the group) | login 404 200 200 404 404 404 404
        GET  | call_out_change | login 404 404 200 404 404 404 404
        POST | call_out_change | login 404 404 422 404 404 404 404
        GET  | call_out_cancel | login 404 404 200 404 404 404 404
        POST | call_out_cancel | login 404 404 302 404 404 404 404
        GET  | call_out_volunteer (for everyone) | 405
        POST | call_out_volunteer (for everyone) | login 302 302 302
        POST | call_out_volunteer (for the group) | login 404 302 302 404 404 404 404
        GET  | call_out_withdraw | 405
        POST | call_out_withdraw | login 404 302 404 404 404 404 404
        GET  | volunteer_accept | 405
        POST | volunteer_accept | login 404 404 302 404 404 404 404
        GET  | volunteer_decline | 405
        POST | volunteer_decline | login 404 404 302 404 404 404 404
        """,
    ),
    section(
        "Documents of working groups",
        "A group's documents are for those in it, nobody else knows of them: leaders and members write, "
        "and a version is not given out before it is scanned. Here the owner leads the group, the member is "
        "one, and the document was made by another member, who has it locked.",
        """
        GET  | group_documents | login 404 200 200 404 404 404 404
        POST | group_documents | 405
        GET  | document_new | login 404 200 200 404 404 404 404
        POST | document_new | login 404 422 422 404 404 404 404
        GET  | group_document | login 404 200 200 404 404 404 404
        POST | group_document | 405
        GET  | document_change | login 404 200 200 404 404 404 404
        POST | document_change | login 404 422 422 404 404 404 404
        GET  | document_version | 405
        POST | document_version | login 404 422 422 404 404 404 404
        GET  | document_lock | 405
        POST | document_lock | login 404 302 302 404 404 404 404
        GET  | document_unlock | 405
        POST | document_unlock | login 404 404 302 404 404 404 404
        GET  | document_remove | login 404 404 200 404 404 404 404
        POST | document_remove | login 404 404 302 404 404 404 404
        GET  | document_file | login 404 200 200 404 404 404 404
        POST | document_file | 405
        GET  | document_file (waits for the scanner) | login 404 404 404
        """,
    ),
    section(
        "The installation",
        "Health is answered to all, measurements to who holds the token. Mail is taken from who signs it.",
        """
        GET  | page:health | 200
        GET  | page:ready | 200
        GET  | metrics | 404
        GET  | inbound_mail | 405
        POST | inbound_mail | 404
        SOCKET | (no route) | refused
        """,
    ),
    section(
        "Live rooms",
        "One address for the sockets of all pages. Each room asks its subject who may enter, when a socket "
        "comes and whenever a right is lost; the code 4403 says that none of the rooms asked for is open.",
        """
        SOCKET | live/socket/ (no room) | refused
        SOCKET | live/socket/ (room for everyone) | open
        SOCKET | live/socket/ (room for nobody here) | 4403
        SOCKET | live/socket/ (thread of a public input) | open
        SOCKET | live/socket/ (polls of a meeting) | 4403 4403 4403 open
        SOCKET | live/socket/ (thread of one for the municipality) | 4403 4403 4403 open
        SOCKET | live/socket/ (comments on a concept) | open
        SOCKET | live/socket/ (comments on a draft) | 4403
        SOCKET | live/socket/ (hall of a live meeting) | 4403 4403 4403 open
        SOCKET | live/socket/ (live board) | 4403 4403 4403 open
        SOCKET | live/socket/ (questions of a meeting) | 4403 4403 4403 open
        SOCKET | live/socket/ (open decision of a group) | 4403 4403 open open 4403 4403 4403 4403
        SOCKET | live/socket/ (draft decision of a group) | 4403 4403 4403 open 4403 4403 4403 4403
        SOCKET | live/socket/ (thread of a working group) | 4403 4403 open open open 4403 4403 4403
        SOCKET | live/socket/ (minutes of a group) | 4403 4403 open open open 4403 4403 4403
        """,
    ),
    section(
        "Questions in a meeting",
        "The key to a meeting's room is its code, which is in the address. Who has not come in yet "
        "is sent to the room's door; who leads has a page of their own.",
        """
        GET  | live_questions | 302
        GET  | live_ask | 302
        POST | live_ask | 302
        GET  | live_upvote | 405
        POST | live_upvote | 302
        POST | live_unask | 302
        GET  | live_hands | 302
        POST | live_hand | 302
        GET  | live_wall_questions | 200
        POST | live_wall_questions | 405
        GET  | live_console_questions | 404 404 404 200
        GET  | live_questions_desk | 404 404 404 200
        POST | live_chair | 404 404 404 302
        GET  | live_question_answer | 404 404 404 200
        POST | live_question_answer | 404 404 404 422
        GET  | live_question_hide | 404 404 404 200
        POST | live_question_hide | 404 404 404 422
        """,
    ),
    section(
        "The demo",
        "In the demo alone: anyone becomes anybody, and reads all mail. Elsewhere each answers 404.",
        """
        GET  | demo_as | 405
        POST | demo_as | 302
        GET  | demo_play | 405
        POST | demo_play | 302
        GET  | demo_mail | 200
        GET  | demo_letter | 200
        GET  | demo_letter_html | 200
        GET  | demo_mail_json | 200
        GET  | demo_register | 200
        GET  | demo_register_unit | 404
        """,
    ),
)
ROWS = tuple(row for part in SECTIONS for row in part.rows)
# Wagtail's own addresses under /admin/ and beside it follow one rule, but for these.
WAGTAIL_RULE = (
    "Wagtail's own pages under `/admin/` send outsiders and volunteers to the page for signing in. "
    "What editors and coordinators may do there is given by their groups."
)
WAGTAIL_OPEN = {
    "wagtailadmin_sprite": "200",
    "wagtailadmin_javascript_catalog": "200",
    "wagtailadmin_password_reset": "404",
    "wagtailadmin_password_reset_done": "404",
    "wagtailadmin_password_reset_confirm": "404",
    "wagtailadmin_password_reset_complete": "404",
}


def document():
    """The table as Markdown."""
    parts = [INTRODUCTION, *(_table(part) for part in SECTIONS)]
    parts.append(f"## The rest of the admin\n\n{WAGTAIL_RULE}\n")
    return "\n".join(parts)


def _table(part):
    """One section, with a column for each role; or with four, where memberships make no difference."""
    roles = FEW if all(_is_alike(row) for row in part.rows) else ROLES
    names = ["signed in" if roles == FEW and role == "volunteer" else role for role in roles]
    head = "| Address | Request | " + " | ".join(name.capitalize() for name in names) + " |"
    lines = [f"## {part.title}", "", part.rule, "", head, "|" + "---|" * (len(roles) + 2)]
    for row in part.rows:
        answers = " | ".join(row.answer(role) for role in roles)
        lines.append(f"| `{row.name}` | {row.method} | {answers} |")
    return "\n".join(lines) + "\n"


def _is_alike(row):
    return len({row.answer(role) for role in ALIKE}) == 1


if __name__ == "__main__":
    DOCUMENT.write_text(document())
