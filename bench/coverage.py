"""The matrix of 40 roles and 300 organisations with 2,000 proposals, for a coordinator in one process."""

import random
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from bench import handler
from bench.report import report
from partners.organisations.models import Organisation
from partners.people.models import User
from partners.proposals.models import Offer, Proposal, Version
from partners.roles.models import Area, Role

ROLES, ORGANISATIONS, PROPOSALS = 40, 300, 2_000
TIMES = 60
GOAL_MS, GOAL_QUERIES, GOAL_BYTES = 120, 10, 400_000
PATH = "/partner/roller/dekning/"
STATUSES = {"submitted": 40, "in_review": 30, "needs_info": 10, "accepted": 10, "declined": 5, "withdrawn": 5}
READERS = {"coordinator": "Koordinatorer", "public": ""}


def measure():
    fill()
    for reader, group in READERS.items():
        cookie = cookie_of(group) if group else ""
        for case, query in {"whole": "", "missing first": "?sort=need", "one area": area_query()}.items():
            figures = handler.cost(PATH + query, times=TIMES, cookie=cookie)
            size = len(handler.answer(PATH + query, cookie=cookie)[1])
            report(
                "coverage",
                reader=reader,
                case=case,
                roles=ROLES,
                organisations=ORGANISATIONS,
                proposals=PROPOSALS,
                **figures,
                bytes=size,
                floor_p50_ms=handler.floor(),
                goal=f"≤ {GOAL_QUERIES} queries, p50 < {GOAL_MS} ms, < {GOAL_BYTES // 1000} kB",
                met=figures["queries"] <= GOAL_QUERIES and figures["p50_ms"] < GOAL_MS and size < GOAL_BYTES,
            )


def area_query():
    return f"?area={Area.objects.order_by('pk').first().pk}"


def cookie_of(group):
    """A signed-in member of the group, as a browser sends it."""
    user = User.objects.create_user("matrise@example.no", name="Amina Hassan", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user, backend="partners.people.signed_in.AccountBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


def fill():
    """The same each time, by bulk statements: two offers in each proposal."""
    chance, now = random.Random(40), timezone.now()
    areas = Area.objects.bulk_create(Area(name=f"Område {n}", order=n) for n in range(8))
    roles = Role.objects.bulk_create(
        Role(title=f"Rolle {n}", slug=f"rolle-{n}", area=areas[n % 8], unit="hours_week", amount=40, order=n)
        for n in range(ROLES)
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Ombrukslaget {n}", kind="association", status="verified")
        for n in range(ORGANISATIONS)
    )
    proposer = User.objects.create_user("forslag@example.no", name="Kari Nordmann")
    proposals = Proposal.objects.bulk_create(
        Proposal(organisation=organisations[n % ORGANISATIONS], proposer=proposer) for n in range(PROPOSALS)
    )
    versions = Version.objects.bulk_create(
        Version(proposal=each, as_developer=True, submitted_at=now, digest="0") for each in proposals
    )
    statuses = iter(chance.choices(list(STATUSES), STATUSES.values(), k=PROPOSALS))
    for number, (proposal, version) in enumerate(zip(proposals, versions, strict=True)):
        proposal.current, proposal.status = version, next(statuses)
        proposal.submitted_at = now - timedelta(hours=number)
        proposal.decided_at = now if proposal.status in ("accepted", "declined") else None
    Proposal.objects.bulk_update(proposals, ["current", "status", "submitted_at", "decided_at"])
    Offer.objects.bulk_create(offers(chance, roles, proposals, versions))


def offers(chance, roles, proposals, versions):
    for proposal, version in zip(proposals, versions, strict=True):
        for role in chance.sample(roles, 2):
            yield Offer(
                version=version,
                role=role,
                part=chance.choice(Offer.Part.values),
                amount=Decimal(2),
                accepted=Decimal(2) if proposal.status == "accepted" else None,
            )
