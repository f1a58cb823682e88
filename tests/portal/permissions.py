"""Who may ask for what: one row for each address of ours, and what each role is answered.

`docs/permissions.md` is written from this table (`python -m tests.portal.permissions`).

A row is (method, name of the address, answers). Answers stand in the order of `ROLES`; one alone goes for
all of them. An answer is a status, or `login`: sent to the page for signing in. A name can end with a word
in brackets that tells two uses of one address apart.
"""

from dataclasses import dataclass
from pathlib import Path

ROLES = ("outsider", "volunteer", "editor", "coordinator")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
INTRODUCTION = """# Who may do what

Written from `tests/portal/permissions.py` by `python -m tests.portal.permissions`. The tests ask for every
row as every role and compare.

- **Outsider**: not signed in. **Volunteer**: signed in, works not for the municipality.
  **Editor**, **coordinator**: in the groups «Redaktører» and «Koordinatorer».
- `login`: sent to the page for signing in. `404` is also the answer to those who may not know that something
  exists. `403`: a signed-in person at a door that is not theirs. `405`: this address takes no such request.
  `422`: let in, and told that the empty form lacks something. `302`: done, and sent on.
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


@dataclass(frozen=True)
class Section:
    title: str
    rule: str
    rows: tuple


def section(title, rule, table):
    return Section(title, rule, tuple(_row(line) for line in table.strip().splitlines()))


def _row(line):
    method, name, answers = (part.strip() for part in line.split("|"))
    answers = answers.split()
    return Row(method, name, tuple(answers * len(ROLES) if len(answers) == 1 else answers))


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
        GET  | wagtaildocs_serve | 200
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
        "Everyone who is signed in has one. An organisation's pages are there for its active members alone; "
        "what owners do, and what concerns another organisation's people, is 404 for others. An invitation's "
        "address is a key, but only lets in the account with the invited address; others are told (409).",
        """
        GET  | workspace | login 200 200 200
        POST | workspace | login 405 405 405
        GET  | represent | login 405 405 405
        POST | represent | login 404 404 404
        POST | represent (oneself) | login 302 302 302
        POST | represent (an organisation of others) | login 404 404 404
        GET  | become_partner | 200
        GET  | find_organisation | login 200 200 200
        GET  | confirm_organisation (already a partner) | login 200 200 200
        POST | confirm_organisation (already a partner) | login 302 302 302
        GET  | confirm_organisation (wrong number) | login 404 404 404
        GET  | organisation_by_hand | login 200 200 200
        POST | organisation_by_hand | login 422 422 422
        GET  | organisation | login 404 404 404
        GET  | organisation_profile | login 404 404 404
        POST | organisation_profile | login 404 404 404
        GET  | organisation_leave | login 404 404 404
        POST | organisation_leave | login 404 404 404
        GET  | organisation_invite | 405
        POST | organisation_invite | login 404 404 404
        POST | invitation_resend | login 404 404 404
        POST | invitation_revoke | login 404 404 404
        POST | member_let_in | login 404 404 404
        POST | member_turn_down | login 404 404 404
        POST | member_role | login 404 404 404
        GET  | member_remove | login 404 404 404
        POST | member_remove | login 404 404 404
        GET  | organisation_invitation | 200
        POST | organisation_invitation | 200 409 409 409
        GET  | organisation_invitation (guessed) | 404
        POST | organisation_invitation (guessed) | 404
        GET  | own_invitation | login 404 404 404
        POST | own_invitation | login 404 404 404
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
        "Coordinators. To editors these addresses do not exist.",
        """
        GET  | organisations:index | login login 404 200
        GET  | organisations:results | login login 404 200
        GET  | organisations:organisation | login login 404 200
        GET  | organisations:verify | login login 404 405
        POST | organisations:verify | login login 404 302
        GET  | organisations:reject | login login 404 200
        POST | organisations:reject | login login 404 422
        GET  | organisations:suspend | login login 404 200
        POST | organisations:suspend | login login 404 422
        GET  | organisations:reopen | login login 404 405
        POST | organisations:reopen | login login 404 302
        GET  | organisations:check | login login 404 405
        POST | organisations:check | login login 404 302
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
        "The installation",
        "Health is answered to all, measurements to who holds the token.",
        """
        GET  | page:health | 200
        GET  | page:ready | 200
        GET  | metrics | 404
        """,
    ),
    section(
        "The demo",
        "In the demo alone: anyone becomes anybody, and reads all mail. Elsewhere each answers 404.",
        """
        GET  | demo_as | 405
        POST | demo_as | 302
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
    parts = [INTRODUCTION]
    for part in SECTIONS:
        head = "| Address | Request | " + " | ".join(role.capitalize() for role in ROLES) + " |"
        lines = [f"## {part.title}", "", part.rule, "", head, "|" + "---|" * (len(ROLES) + 2)]
        lines += [f"| `{row.name}` | {row.method} | {' | '.join(row.answers)} |" for row in part.rows]
        parts.append("\n".join(lines) + "\n")
    parts.append(f"## The rest of the admin\n\n{WAGTAIL_RULE}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(document())
