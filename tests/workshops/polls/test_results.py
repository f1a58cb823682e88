"""How votes are counted, kind by kind."""

import pytest

from workshops.polls.actions import count_paper, vote
from workshops.polls.models import Choice, Poll
from workshops.polls.results import results_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(poll, join):
    """`counted(poll, *answers)`: the results when so many vote, each as someone else."""

    def count(made, *answers):
        for answer in answers:
            vote(made, participant=join(), answer=answer)
        return results_of(Poll.objects.get(pk=made.pk))

    return count


def lines(results):
    return {row.label: row.cells for row in results.rows}


def test_shares_of_several_choices_are_of_those_who_voted(poll, counted, pks):
    made = poll("several")
    a, b, _c = pks(made)

    results = counted(made, {"choices": [a, b]}, {"choices": [a]})

    assert lines(results) == {"Sykler": [2, 100], "Klær": [1, 50], "Møbler": [0, 0]}


def test_scale_has_a_mean_and_says_what_its_ends_mean(poll, counted):
    results = counted(poll("scale", low_label="Nei", high_label="Ja"), {"score": 5}, {"score": 2})

    assert results.mean == 3.5
    assert lines(results) == {
        "1 – Nei": [0, 0],
        "2": [1, 50],
        "3": [0, 0],
        "4": [0, 0],
        "5 – Ja": [1, 50],
    }


def test_rating_has_a_mean_for_each_statement(poll, counted, pks):
    made = poll("rating")
    a, b = map(str, pks(made))

    results = counted(made, {"scores": {a: 5, b: 1}}, {"scores": {a: 4, b: 1}})

    assert lines(results) == {"Lett å komme til": [4.5, 0, 0, 0, 1, 1], "Godt utvalg": [1.0, 2, 0, 0, 0, 0]}


def test_ranking_gives_points_by_place_and_the_best_comes_first(poll, counted, pks):
    made = poll("ranking")
    price, choice, service = pks(made)

    results = counted(made, {"choices": [service, price, choice]}, {"choices": [service, choice, price]})

    assert [(row.label, row.cells) for row in results.rows] == [
        ("Service", [6, 1.0]),
        ("Pris", [3, 2.5]),
        ("Utvalg", [3, 2.5]),
    ]


def test_words_are_counted_alike_whatever_their_case_and_space(poll, counted):
    results = counted(
        poll("words"), {"words": ["Ombruk", "kafé"]}, {"words": ["ombruk"]}, {"words": ["Ombruk"]}
    )

    assert lines(results) == {"Ombruk": [3], "kafé": [1]}
    assert [word.size for word in results.words] == [5, 1]


def test_roles_are_counted_by_person_and_by_way(poll, counted):
    made = poll("roles")
    cafe = str(Choice.objects.get(role__slug="kafe").pk)

    results = counted(made, {"roles": {cafe: ["developer", "participant"]}}, {"roles": {}})

    assert lines(results) == {"Kafé": [1, 1, 1], "Sykkelverksted": [0, 0, 0]}
    assert [row.share for row in results.rows if row.label == "Kafé"] == [50]


def test_paper_stands_apart_and_counts_in_the_shares(poll, counted, leader, pks):
    made = poll()
    first, second = pks(made)
    count_paper(made, numbers={str(first): 1, str(second): 2}, people=0, by=leader)

    results = counted(made, {"choices": [first]})

    assert (results.voters, results.on_paper) == (1, 3)
    assert lines(results) == {"Sykler": [1, 1, 50], "Klær": [0, 2, 50]}
    assert [(row.share, row.paper) for row in results.rows] == [(25, 25), (0, 50)]


def test_papers_with_several_choices_are_counted_by_people(poll, counted, leader, pks):
    made = poll("several")
    numbers = {str(pk): 2 for pk in pks(made)}
    count_paper(made, numbers=numbers, people=4, by=leader)

    results = counted(made)

    assert (results.on_paper, lines(results)["Klær"]) == (4, [0, 2, 50])


def test_poll_nobody_answered_has_no_shares(poll, counted):
    for kind in ("single", "several", "scale", "rating", "ranking", "words", "roles"):
        assert {row.share for row in counted(poll(kind)).rows} <= {0}
