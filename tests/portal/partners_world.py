"""The table's people, and the organisations and invitations that they ask for, in each state."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from partners.organisations.invitations import invite, resend
from partners.organisations.models import Organisation
from partners.organisations.tokens import token_of
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.portal.permissions import ALIKE
from tests.staff import COORDINATORS, EDITORS, staff

NUMBERS = {"approved": "310000043", "suspended": "310000051"}
STATES = {
    "approved": {"status": "verified"},
    "waits for approval": {"status": "pending"},
    "suspended": {"status": "suspended", "reason": "Meldt konkurs."},
    "rejected": {"status": "rejected", "reason": "Ukjent."},
    "asked to join": {"status": "verified"},
}
# Whom each is meant for.
FITS = {
    "member_let_in": "asks",
    "member_turn_down": "asks",
    "member_role": "member",
    "member_remove": "member",
}
INVITES = "email=ny@example.no&role=member"


def make_people():
    """Somebody for each role, with a confirmed address; the outsider is nobody."""
    people = {role: UserFactory() for role in ALIKE}
    people |= {"editor": staff(EDITORS), "coordinator": staff(COORDINATORS)}
    for user in people.values():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return people | {"outsider": None}


class PartnersWorld:
    """Addresses and bodies for the rows about organisations, as `role` would ask for them."""

    def __init__(self, people, role):
        self.user = people[role]
        self.arguments, self.bodies = {}, {}
        self.organisations = {state: OrganisationFactory(number=NUMBERS.get(state)) for state in STATES}
        self.elsewhere = MembershipFactory(user=people["other"], role="owner").organisation
        self.put_in(people)
        self.add_organisations()
        for state in ("approved", "suspended"):
            self.add_memberships(self.organisations[state], state)
            self.add_sent_invitations(self.organisations[state], state)
        self.add_received_invitations()
        for state, facts in STATES.items():
            self.decide(self.organisations[state], **facts)

    def decide(self, organisation, **facts):
        Organisation.objects.filter(pk=organisation.pk).update(**facts)

    def put_in(self, people):
        for state, it in self.organisations.items():
            if state != "asked to join":
                MembershipFactory(organisation=it, user=people["owner"], role="owner")
                MembershipFactory(organisation=it, user=people["member"])
        suspended, asked = self.organisations["suspended"], self.organisations["asked to join"]
        MembershipFactory(organisation=suspended, user=people["suspended"], role="owner")
        MembershipFactory(organisation=asked, user=people["volunteer"], state="requested")

    def add_organisations(self):
        pks = {state: it.pk for state, it in self.organisations.items()}
        self.arguments |= {
            "organisation": [pks["approved"]],
            "organisations": [pks["waits for approval"]],
            "organisations:merge": [self.elsewhere.pk, pks["waits for approval"]],
            "people": [self.organisations["approved"].memberships.first().user_id],
            "people:export": ["csv"],
            "organisation_by_hand": [],
            "organisation_logo": ["none.webp"],
            "partner_directory": [],
            "partner_map": [],
            "partner_profile (public)": [OrganisationFactory().pk],
            "partner_profile (for partners)": [OrganisationFactory(visibility="partners").pk],
            "partner_profile (waits for approval)": [pks["waits for approval"]],
            "partner_profile (suspended)": [pks["suspended"]],
            "confirm_organisation (already a partner)": [NUMBERS["approved"]],
            "confirm_organisation (suspended)": [NUMBERS["suspended"]],
            "confirm_organisation (wrong number)": ["310000044"],
        }
        self.bodies |= {
            "represent (oneself)": "organisation=0",
            "organisation_profile": "visibility=public",
            "organisation_invite (filled in)": INVITES,
        }
        for state, pk in pks.items():
            self.bodies[f"represent ({state})"] = f"organisation={pk}"
            self.bodies[f"organisation_profile ({state})"] = "visibility=public"
            self.bodies[f"organisation_invite ({state})"] = INVITES
            for name in ("organisation", "profile", "leave", "invite", "prove"):
                name = name if name == "organisation" else f"organisation_{name}"
                self.arguments[f"{name} ({state})"] = [pk]
            for name in ("organisation", "verify", "reject", "suspend", "reopen"):
                self.arguments[f"organisations:{name} ({state})"] = [pk]
                self.arguments[f"organisations:{name} ({state}, with reason)"] = [pk]
                self.bodies[f"organisations:{name} ({state}, with reason)"] = "reason=Meldt konkurs."

    def add_memberships(self, organisation, state):
        """What is done with a member and with somebody who asks; «crossed»: asked for under `elsewhere`."""
        people = {
            "member": MembershipFactory(organisation=organisation).pk,
            "asks": MembershipFactory(organisation=organisation, state="requested").pk,
        }
        for name, fits in FITS.items():
            if state == "suspended":
                self.arguments[f"{name} (suspended)"] = [organisation.pk, people[fits]]
                continue
            self.arguments |= {f"{name} ({who})": [organisation.pk, pk] for who, pk in people.items()}
            self.arguments[f"{name} (crossed)"] = [self.elsewhere.pk, people[fits]]
            self.arguments[f"{name} (no such role)"] = [organisation.pk, people[fits]]
        self.bodies |= {f"member_role ({words})": "role=owner" for words in (*people, "suspended", "crossed")}
        self.bodies["member_role (no such role)"] = "role=king"

    def add_sent_invitations(self, organisation, state):
        """What is done with an invitation that the organisation has sent."""
        if state == "suspended":
            self.add_sent("suspended", organisation, self.invitation(organisation, "suspended@example.no"))
            return
        for words in ("open", "run out", "revoked", "accepted"):
            sent = self.invitation(organisation, f"{words[:4]}@example.no".replace(" ", ""), words)
            self.add_sent(words, organisation, sent)
        self.add_sent("crossed", self.elsewhere, sent)

    def add_sent(self, words, organisation, invitation):
        for name in ("resend", "revoke"):
            self.arguments[f"invitation_{name} ({words})"] = [organisation.pk, invitation.pk]

    def add_received_invitations(self):
        """Those to the address of whoever asks; each from an organisation of its own."""
        mine = self.user.email if self.user else "utenfor@example.no"
        for words in ("open", "run out", "revoked", "accepted by another", "suspended", "earlier letter"):
            organisation = OrganisationFactory()
            received = self.invitation(organisation, mine, words)
            token = token_of(received)
            if words == "earlier letter":
                resend(received, by=None)
            if words == "suspended":
                self.decide(organisation, **STATES["suspended"])
            self.arguments[f"organisation_invitation ({words})"] = [token]
            self.arguments[f"own_invitation ({words})"] = [received.pk]
        others = self.invitation(OrganisationFactory(), "en-annen@example.no")
        self.arguments["organisation_invitation (to somebody else)"] = [token_of(others)]
        self.arguments["own_invitation (to somebody else)"] = [others.pk]

    def invitation(self, organisation, email, state=""):
        sent = invite(organisation, email=email, role="member", by=None, language="nb")
        now = timezone.now()
        if state == "run out":
            sent.expires_at = now - timedelta(seconds=1)
        if state == "revoked":
            sent.revoked_at = now
        if state.startswith("accepted"):
            sent.accepted_at = now
        sent.save()
        return sent
