"""Two hundred people want fifty seats at the same moment."""

import multiprocessing
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from django.db import connection, transaction

from bench.content import SEATS, add_meeting
from bench.report import middle, report
from partners.people.actions import person_for
from portal.mail.models import Letter
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage
from workshops.signups.actions import sign_up
from workshops.signups.models import SignUp

PEOPLE = 200
PROCESSES = 2
THREADS = 10
ROUNDS = 7
# What each connection has done before: PostgreSQL settles on its plans at the sixth use of a kept statement.
WARM_UPS = 8
GOAL = 500
# Seconds until a round that does not end is a failed one.
PATIENCE = 120
# Forked, so that the pages that were read need not be read again.
FORK = multiprocessing.get_context("fork")


@dataclass
class Round:
    rate: float
    floor: float
    seated: int
    in_order: bool
    letters: int


def measure():
    """Person, sign-up, letters and log in one transaction each; the floor is as many bare INSERTs."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (id bigserial PRIMARY KEY, name text)")
    play(0)
    rounds = [play(number) for number in range(1, ROUNDS + 1)]
    run = middle(rounds, lambda each: each.rate)
    seated = sorted({each.seated for each in rounds})
    exact = seated == [SEATS] and all(each.in_order for each in rounds)
    report(
        "signups",
        per_second=run.rate,
        best=max(each.rate for each in rounds),
        floor_inserts_per_second=run.floor,
        of_floor=run.rate / run.floor,
        statements=statements(),
        people=PEOPLE,
        connections=PROCESSES * THREADS,
        rounds=ROUNDS,
        seated=seated,
        waiting_in_order=exact,
        letters=run.letters,
        goal=f"≥ {GOAL}/s, always exactly {SEATS} seated",
        met=run.rate >= GOAL and exact,
    )


def play(number):
    index = WorkshopIndexPage.objects.get()
    meeting, other = (add_meeting(index, f"{title} {number}", days=20) for title in ("Møte", "Annet møte"))
    # Each request has read the page before it signs anybody up.
    read = SimpleQueue()
    for person in range(PEOPLE):
        read.put((f"p{person}-{number}@example.no", as_served(meeting)))
    warm_ups = range(PROCESSES * THREADS * WARM_UPS)
    warm_up = [(f"w{each}-{number}@example.no", as_served(other)) for each in warm_ups]
    floor = per_second(insert_one, list(range(PEOPLE)), warm_up=warm_ups)
    rate = per_second(sign_one_up, [read.get() for _ in range(PEOPLE)], warm_up=warm_up)
    signups = SignUp.objects.filter(workshop=meeting)
    waiting = list(signups.waiting().values_list("position", flat=True))
    return Round(
        rate=rate,
        floor=floor,
        seated=signups.seated().count(),
        in_order=len(set(waiting)) == len(waiting) == PEOPLE - SEATS,
        letters=Letter.objects.filter(to__regex=f"^p[0-9]+-{number}@").count(),
    )


def as_served(meeting):
    return WorkshopPage.objects.select_related(*WorkshopPage.served_with).get(pk=meeting.pk)


def sign_one_up(job):
    email, workshop = job
    with transaction.atomic():
        sign_up(workshop, person=person_for(email), name="Kari Nordmann", attendance="video")


def insert_one(number):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_floor (name) VALUES (%s)", [f"Kari Nordmann {number}"])


def statements():
    """How many statements one sign-up is, with its BEGIN and COMMIT left out."""
    from django.test.utils import CaptureQueriesContext

    meeting = add_meeting(WorkshopIndexPage.objects.get(), "Møte for én", days=20)
    with CaptureQueriesContext(connection) as captured:
        sign_one_up(("en@example.no", as_served(meeting)))
    return len([query for query in captured if query["sql"].split()[0] not in ("BEGIN", "COMMIT")]) - 1


def per_second(work, jobs, *, warm_up):
    """`work` done for every job by two processes with ten connections each, as two web workers would.

    A web worker keeps its connection (CONN_MAX_AGE), so each has done its share of `warm_up` before the clock
    starts. It ends when the last job is done.
    """
    connection.close()
    gate, failures = FORK.Barrier(PROCESSES + 1), FORK.SimpleQueue()
    shares = [(jobs[number::PROCESSES], warm_up[number::PROCESSES]) for number in range(PROCESSES)]
    processes = [FORK.Process(target=work_off, args=(work, *share, gate, failures)) for share in shares]
    for process in processes:
        process.start()
    gate.wait(PATIENCE)
    began = time.perf_counter()
    gate.wait(PATIENCE)
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    if not failures.empty():
        raise RuntimeError(failures.get())
    return len(jobs) / seconds


def work_off(work, jobs, warm_up, gate, failures):
    """One process: its threads share its jobs. They begin together, and have ended when all have."""
    left, all_here = SimpleQueue(), threading.Barrier(THREADS, action=gate.wait)
    for job in jobs:
        left.put(job)

    def run(first):
        for job in first:
            work(job)
        all_here.wait()
        try:
            while True:
                work(left.get_nowait())
        except Empty:
            pass
        except Exception as error:
            failures.put(repr(error))
        all_here.wait()
        connection.close()

    shares = [warm_up[number::THREADS] for number in range(THREADS)]
    threads = [threading.Thread(target=run, args=[share]) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
