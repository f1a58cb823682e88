"""The directory of partners and its map, five thousand of them, for one reader at a time."""

import random
from itertools import accumulate
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from bench import handler
from bench.report import report
from partners.organisations.models import Membership, Organisation
from partners.people.models import User

ORGANISATIONS = 5_000
TIMES = 100
GOAL_MS = 60
GOAL_QUERIES = 8
DIRECTORY = "/partner/virksomheter/"
PLACES = ["Slemmestad", "Asker", "Røyken", "Tofte", "Heggedal", "Holmen", "Drammen", "Oslo", ""]
TAGS = [f"fag {number}" for number in range(120)]
WORDS = ["verksted", "lager", "kurs", "transport", "sykkelreparasjon", "tekstil", "kafé", "møbler", "utlån"]
RARE = "kvernstein"


def measure():
    fill()
    visitor, volunteer, partner = "", signed_in("frivillig@example.no"), signed_in("partner@example.no")
    last = Organisation.objects.listed(to_partners=False).order_by("-sort_name")[ORGANISATIONS // 10]
    for case, (path, cookie) in {
        "first page": (DIRECTORY, visitor),
        "first page, volunteer": (DIRECTORY, volunteer),
        "first page, partner": (DIRECTORY, partner),
        "deep page": (at(after=f"{last.sort_name}_{last.pk}"), visitor),
        "tag": (at(tag=TAGS[0]), visitor),
        "rare tag": (at(tag=TAGS[-1]), visitor),
        "place and kind": (at(place="Tofte", kind="business"), visitor),
        "common word": (at(q="verksted"), visitor),
        "beginning of a common word": (at(q="sykkel"), partner),
        "rare word": (at(q=RARE), visitor),
        "word that nobody used": (at(q="zzyzx"), visitor),
        "map": (f"{DIRECTORY}kart/", visitor),
        "map, partner": (f"{DIRECTORY}kart/", partner),
        "profile, partner": (f"{DIRECTORY}{last.pk}/", partner),
    }.items():
        figures = handler.cost(path, times=TIMES, cookie=cookie)
        report(
            "directory",
            case=case,
            organisations=ORGANISATIONS,
            **figures,
            floor_p50_ms=handler.floor(),
            goal=f"≤ {GOAL_QUERIES} queries, p50 < {GOAL_MS} ms",
            met=figures["queries"] <= GOAL_QUERIES and figures["p50_ms"] < GOAL_MS,
        )


def at(**narrowed):
    return f"{DIRECTORY}?{urlencode(narrowed)}"


def fill():
    """The same ones each time; one in ten for partners alone, and one in twenty not approved."""
    chance = random.Random(1234)
    shares = list(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))
    Organisation.objects.bulk_create(
        (organisation(number, chance, shares) for number in range(ORGANISATIONS)), batch_size=500
    )
    partner = User.objects.create_user("partner@example.no", name="Silje Lunde")
    User.objects.create_user("frivillig@example.no", name="Per Olav Vik")
    own = Organisation.objects.listed(to_partners=False).order_by("pk").first()
    Membership.objects.create(organisation=own, user=partner)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE partners_organisation")


def organisation(number, chance, shares):
    words = " ".join(chance.choices(WORDS, k=12))
    return Organisation(
        name=f"{chance.choice('ABDEFGHKLMNORSTVØÅ')}lag nummer {number}",
        kind=chance.choice(["business", "association", "public"]),
        status="pending" if number % 20 == 0 else "verified",
        visibility="partners" if number % 10 == 1 else "public",
        about=f"Vi driver med {words}. {RARE if number % 700 == 3 else ''}",
        offers=words.capitalize(),
        needs="Et rom med vann.",
        place=chance.choice(PLACES),
        tags=sorted(set(chance.choices(TAGS, cum_weights=shares, k=3))),
    )


def signed_in(email):
    """The cookie of somebody who is signed in."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend="partners.people.signed_in.AccountBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
