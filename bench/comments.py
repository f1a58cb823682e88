"""What is said about a concept: a thousand comments on one block, and forty with forty replies each."""

from bench import handler
from bench.directory import signed_in
from bench.many import text_of
from bench.report import report
from home.models import ConceptPage
from partners.comments.places import blocks_of, place_url
from partners.inputs.models import Input
from partners.people.models import User
from partners.threads.models import Reply

MANY, FEW, REPLIES = 1_000, 40, 40
TIMES = 100
GOAL_MS, GOAL_QUERIES = 200, 12


def measure():
    concept = ConceptPage.objects.live().order_by("-pk").first()
    crowded, talked_about = list(blocks_of(concept))[:2]
    say(concept, crowded, MANY)
    reply(say(concept, talked_about, FEW))
    reader = User.objects.create_user("leser@kommentar.example", name="Ida Nordmann")
    for case, (block, cookie) in {
        "1,000 comments": (crowded, ""),
        "1,000 comments, signed in": (crowded, signed_in(reader.email)),
        "40 comments with 40 replies, signed in": (talked_about, signed_in(reader.email)),
    }.items():
        figures = handler.cost(place_url(concept.pk, block), times=TIMES, cookie=cookie)
        report(
            "comments",
            case=case,
            **figures,
            floor_p50_ms=handler.floor(),
            goal=f"≤ {GOAL_QUERIES} queries, p50 < {GOAL_MS} ms",
            met=figures["queries"] <= GOAL_QUERIES and figures["p50_ms"] < GOAL_MS,
        )


def say(concept, block, number):
    """So many comments on a block, as if they were written one after the other."""
    text = text_of(concept, block)
    return Input.objects.bulk_create(
        Input(
            page=concept,
            block=block,
            kind="comment",
            written_to=text,
            text=f"Dette er kommentar nummer {n}, om lager, varelevering og åpningstider i uka.",
            visibility="everyone",
            giver_name="Kari Nordmann",
        )
        for n in range(number)
    )


def reply(inputs):
    author = User.objects.create_user("svarer@kommentar.example", name="Per Nordmann")
    Reply.objects.bulk_create(
        Reply(input=input, author=author, text=f"Enig i {n}.") for input in inputs for n in range(REPLIES)
    )
