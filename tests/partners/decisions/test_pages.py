"""The pages of decisions: who sees what, and what a vote is answered."""

import uuid
from datetime import UTC, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from partners.decisions import views
from partners.decisions.actions import close_decision, open_decision
from partners.decisions.models import DecisionVote, GroupDecision
from partners.decisions.outcomes import marker_of, write_outcome
from partners.decisions.recording import record_decision
from partners.decisions.voting import vote
from partners.groups.actions import archive_group
from tests.factories import GroupMemberFactory, UserFactory
from tests.partners.decisions.ballots import TEXTS, can, chosen

pytestmark = pytest.mark.django_db
LIST = "/partner/grupper/verksted/beslutninger/"
LIST_QUERIES, PAGE_QUERIES, GROUP_QUERIES = 10, 18, 20


def read(client, place, path=LIST):
    client.force_login(getattr(place, "user", place))
    return client.get(path)


def words(response):
    return response.content.decode()


def told(response):
    return [str(each) for each in get_messages(response.wsgi_request)]


def at(decision, part=""):
    return f"{LIST}{decision.pk}/{part}"


def fields(**values):
    closes = timezone.localtime() + timedelta(days=5)
    return {
        "title": "Hva gjør vi?",
        "closes_at": closes.strftime("%Y-%m-%dT%H:%M"),
        "reminder_days": "2",
        "electorate": "roll",
        "results": "voted",
        "client_id": str(uuid.uuid4()),
    } | values


def closed(decision, *, by):
    return close_decision(open_decision(decision, by=by), by=by)


def test_outsiders_and_coordinators_outside_the_group_find_nothing(client, make, coordinator):
    decision = make()

    for user in (UserFactory(), coordinator):
        for path in (LIST, f"{LIST}ny/", at(decision), at(decision, "resultat/")):
            assert read(client, user, path).status_code == 404
    client.logout()
    assert client.get(at(decision)).status_code == 302


def test_draft_is_seen_by_who_began_it_and_leaders(client, make, leader, member, observer):
    draft = make(opens=False)

    assert read(client, leader, at(draft)).status_code == 200
    assert read(client, member, at(draft)).status_code == 404
    assert "Skal vi ha verkstedkveld?" not in words(read(client, member))
    assert read(client, observer, at(draft)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_one_and_for_three(
    number, client, make, leader, member, django_assert_num_queries
):
    for _ in range(number):
        vote(make(), user=member.user, answer=chosen(GroupDecision.objects.first(), 0))
        make(opens=False)
        write_outcome(close_decision(make(), by=leader.user), text="Ja.", by=leader.user)
    read(client, leader)

    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(LIST)
    assert words(response).count("Skal vi ha verkstedkveld?") == 3 * number


def test_decided_ones_are_all_found_page_by_page_the_latest_first(client, make, group, leader, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    now = timezone.now()
    for days in (2, 1, 1, 3):
        decision = close_decision(make(title=f"For {days} dager siden"), by=leader.user)
        GroupDecision.objects.filter(pk=decision.pk).update(closed_at=now - timedelta(days=days))
    GroupDecision.objects.filter(pk=make(title="Ute").pk).update(closes_at=now - timedelta(hours=1))
    make(title="Åpen")
    make(title="Utkast", opens=False)

    pages = [read(client, leader)]
    while older := pages[-1].context["older_url"]:
        pages.append(client.get(LIST + older))

    over = [[each.title for each in page.context["over"]] for page in pages]
    assert over == [
        ["Ute", "For 1 dager siden"],
        ["For 1 dager siden", "For 2 dager siden"],
        ["For 3 dager siden"],
    ]
    assert ["Åpen" in words(page) for page in pages] == [True, False, False]
    assert ["Utkast" in words(page) for page in pages] == [True, False, False]
    assert [page.context["newer_url"] for page in pages] == ["", LIST, LIST]
    assert [">Nyeste</a>" in words(page) for page in pages] == [False, True, True]


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_queries_for_one_vote_and_for_three(
    number, client, make, group, leader, django_assert_num_queries
):
    decision = make(results="at_once", electorate="members")
    for _ in range(number):
        vote(decision, user=GroupMemberFactory(group=group).user, answer=chosen(decision, 2), reason="Nei.")
        GroupMemberFactory(group=group)
    read(client, leader, at(decision))

    with django_assert_num_queries(PAGE_QUERIES):
        response = client.get(at(decision))
    assert words(response).count('<p dir="auto">Nei.</p>') == number


@pytest.mark.parametrize("number", [1, 3])
def test_group_page_takes_the_same_queries_for_one_and_for_three(
    number, client, make, leader, django_assert_num_queries
):
    for _ in range(number):
        make()
    read(client, leader, "/partner/grupper/verksted/")

    with django_assert_num_queries(GROUP_QUERIES):
        response = client.get("/partner/grupper/verksted/")
    assert words(response).count("Ikke stemt") == number


def test_vote_is_counted_and_a_block_wants_a_reason(client, make, member):
    decision = make()
    block = str(decision.options.get(code="block").pk)
    client.force_login(member.user)

    without = client.post(at(decision, "stem/"), {"choice": block, "reason": " "})
    counted = client.post(at(decision, "stem/"), {"choice": block, "reason": "Lokalet er for lite."})

    assert (without.status_code, "Hva må endres?" in words(without)) == (422, True)
    assert (counted.status_code, told(counted)) == (302, ["Stemmen din er talt."])
    assert DecisionVote.objects.get().reason == "Lokalet er for lite."
    assert "1 person blokkerer." in words(client.get(at(decision)))


@pytest.mark.parametrize("data", [{}, {"choice": "1"}])
def test_who_votes_too_late_is_told(data, client, make, leader, member):
    decision = close_decision(make(), by=leader.user)
    client.force_login(member.user)

    answer = client.post(at(decision, "stem/"), data)

    assert (answer.status_code, told(answer)) == (
        302,
        ["Beslutningen er ikke åpen, så stemmen din ble ikke telt."],
    )


def test_nobody_votes_in_what_a_meeting_has_decided(client, group, leader, member):
    facts = {"text": "Vi åpner lørdager.", "at": timezone.now(), "client_id": uuid.uuid4()}
    decision = record_decision(group, by=leader.user, **facts)
    client.force_login(member.user)

    assert client.post(at(decision, "stem/"), {"choice": "1"}).status_code == 404


@pytest.mark.parametrize("data", [{}, {"choice": "0"}, {"choice": "tull"}, {"choice": "1\x00"}])
def test_vote_that_makes_no_sense_is_not_counted(data, client, make, member):
    decision = make()
    client.force_login(member.user)

    assert client.post(at(decision, "stem/"), data).status_code == 422
    assert not DecisionVote.objects.exists()


def test_results_stay_hidden_until_one_may_see_them(client, make, leader, member, observer):
    decision = make(results="voted")
    vote(decision, user=leader.user, answer=chosen(decision, 2), reason="Støy.")
    hidden = [words(read(client, each, at(decision))) for each in (member, observer)]
    vote(decision, user=member.user, answer=chosen(decision, 0))

    assert ["Støy." in page for page in hidden] == [False, False]
    assert "Støy." in words(read(client, member, at(decision)))
    strict = make(results="closed")
    vote(strict, user=leader.user, answer=chosen(strict, 2), reason="Lukt.")
    assert "Lukt." not in words(read(client, observer, at(strict)))
    close_decision(strict, by=leader.user)
    assert "Lukt." in words(read(client, observer, at(strict)))


def test_anonymous_results_name_nobody(client, make, leader, member):
    decision = make(anonymous=True, results="closed")
    vote(decision, user=member.user, answer=chosen(decision, 2), reason="Støy.")
    waiting = words(read(client, leader, at(decision)))
    close_decision(decision, by=leader.user)
    page = words(read(client, leader, at(decision)))

    assert "Har ikke stemt ennå" not in waiting
    assert ("Støy." in page, "Ola Medlem" in page) == (True, False)


def test_leaders_see_who_has_not_voted_and_others_do_not(client, make, leader, member):
    decision = make()

    assert "Har ikke stemt ennå" in words(read(client, leader, at(decision)))
    assert "Har ikke stemt ennå" not in words(read(client, member, at(decision)))


def test_decision_is_written_and_opened_in_one_go(client, leader):
    client.force_login(leader.user)
    data = fields(option_0="Mandag", option_1="Tirsdag", prompt_1="Hvorfor?", rows="3", open="1")

    response = client.post(f"{LIST}ny/single/", data)
    client.post(f"{LIST}ny/single/", data)

    made = GroupDecision.objects.get()
    assert (response.status_code, made.state) == (302, "open")
    assert [(str(option), option.prompt) for option in made.options.all()] == [
        ("Mandag", ""),
        ("Tirsdag", "Hvorfor?"),
    ]


def test_more_choices_keep_what_is_written_without_a_script(client, leader):
    client.force_login(leader.user)

    response = client.post(
        f"{LIST}ny/single/", fields(option_0="Mandag", option_2="Onsdag", rows="3", more="1")
    )

    assert response.status_code == 200
    assert 'name="option_4"' in words(response)
    assert 'value="Onsdag"' in words(response)
    assert "Hva gjør vi?" in words(response)
    assert not GroupDecision.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("single", {"option_0": "Bare en", "rows": "3"}),
        ("several", {"option_0": "Lik", "option_1": "Lik", "minimum": "1", "rows": "3"}),
        ("several", {"option_0": "A", "option_1": "B", "minimum": "1", "maximum": "3", "rows": "3"}),
        ("several", {"option_0": "A", "option_1": "B", "minimum": "2", "maximum": "1", "rows": "3"}),
        ("times", {"start_0": "2027-02-01T18:00", "end_0": "17:00", "rows": "3"}),
        ("times", {"start_0": "2027-02-01T18:00", "rows": "3"}),
        ("times", {"start_0": "2027-03-28T02:30", "end_0": "05:00", "rows": "3"}),
        ("times", {"start_0": "2020-02-01T10:00", "end_0": "11:00", "rows": "3"}),
        ("times", {"start_0": "0001-01-01T00:00", "end_0": "11:00", "rows": "3"}),
        ("times", {"start_0": "9999-12-31T23:00", "end_0": "23:59", "rows": "-1"}),
        ("consent", {"prompt_block": "Hva?", "closes_at": "0001-01-01T00:00"}),
        ("consent", {"prompt_block": "Hva?", "title": "x" * 161}),
        ("consent", {"prompt_block": "Hva?", "electorate": "alle"}),
        ("consent", {"prompt_block": ""}),
        ("consent", {"prompt_block": "Hva?", "closes_at": "2020-01-01T12:00"}),
        ("consent", {"prompt_block": "Hva?", "title": " "}),
        ("ranking", {"rows": "999999999999"}),
    ],
)
def test_form_with_faults_comes_back_with_what_was_written(kind, data, client, leader):
    client.force_login(leader.user)

    response = client.post(f"{LIST}ny/{kind}/", fields(text="Bakgrunnen.") | data)

    assert (response.status_code, "Bakgrunnen." in words(response)) == (422, True)
    assert not GroupDecision.objects.exists()


@pytest.mark.parametrize("rows", ["0", "1", "-1", "999"])
def test_form_with_too_few_or_too_many_rows_comes_back(rows, client, leader):
    client.force_login(leader.user)

    response = client.post(f"{LIST}ny/single/", fields(rows=rows, text="Bakgrunnen."))

    assert (response.status_code, "Bakgrunnen." in words(response)) == (422, True)


def test_proposed_times_are_norwegian(client, leader):
    client.force_login(leader.user)
    times = {"start_0": "2027-03-27T10:00", "end_0": "11:00", "start_1": "2027-03-29T10:00", "end_1": "11:00"}

    client.post(f"{LIST}ny/times/", fields(rows="3") | times)

    starts = [option.start.astimezone(UTC).hour for option in GroupDecision.objects.get().options.all()]
    assert starts == [9, 8]


def test_anonymity_hides_results_whatever_the_form_says(client, leader):
    client.force_login(leader.user)

    client.post(f"{LIST}ny/consent/", fields(prompt_block="Hva?", anonymous="on", results="at_once"))

    assert GroupDecision.objects.get().results == "closed"


def test_draft_is_changed_and_deleted_on_its_pages(client, make, leader):
    draft = make("single", options=TEXTS, opens=False)
    client.force_login(leader.user)
    assert 'value="Onsdag"' in words(client.get(at(draft, "rediger/")))

    client.post(at(draft, "rediger/"), fields(option_0="Nå", option_1="Siden", rows="3"))
    draft.refresh_from_db()

    assert (draft.title, draft.options.count()) == ("Hva gjør vi?", 2)
    client.post(at(draft, "slett/"))
    assert not GroupDecision.objects.exists()


def test_second_press_on_delete_leads_to_the_decisions(client, make, group, leader):
    there = at(make(opens=False), "slett/")
    client.force_login(leader.user)

    pages = [client.post(there, follow=True) for _ in range(2)]

    decisions = reverse("decision_list", args=[group.slug])
    assert [page.redirect_chain[0][0] for page in pages] == [decisions] * 2
    assert "Utkastet finnes ikke lenger." in words(pages[1])


@pytest.mark.parametrize("meanwhile", [open_decision, closed])
def test_draft_that_is_opened_meanwhile_is_not_changed_and_what_was_typed_stays(
    meanwhile, client, make, leader
):
    draft = make("single", options=TEXTS, opens=False)
    sent = fields(option_0="Nå", option_1="Siden", rows="3", results="closed", text="Lang bakgrunn.")
    meanwhile(draft, by=leader.user)
    before = GroupDecision.objects.values().get()
    client.force_login(leader.user)

    response = client.post(at(draft, "rediger/"), sent)

    assert (response.status_code, "Lang bakgrunn." in words(response)) == (422, True)
    assert "Beslutningen er åpnet, så det den spør om, kan ikke endres lenger." in words(response)
    assert GroupDecision.objects.values().get() == before


def test_open_decision_can_be_made_stricter_and_not_looser(client, make, leader):
    decision = make(results="voted")
    closes = fields()["closes_at"]
    client.force_login(leader.user)

    looser = client.post(at(decision, "rediger/"), {"closes_at": closes, "results": "at_once"})
    client.post(at(decision, "rediger/"), {"closes_at": closes, "results": "closed"})

    decision.refresh_from_db()
    assert (looser.status_code, decision.results) == (422, "closed")


def test_members_prepare_their_own_decisions_and_only_leaders_close_early(client, make, leader, member):
    client.force_login(member.user)
    client.post(f"{LIST}ny/count/", fields(open="1"))
    own, other = GroupDecision.objects.get(), make()

    assert client.get(at(other, "rediger/")).status_code == 404
    assert client.get(at(own, "rediger/")).status_code == 200
    assert client.post(at(own, "lukk/")).status_code == 404
    assert read(client, leader, at(own, "lukk/")).status_code == 200
    client.post(at(own, "lukk/"))
    own.refresh_from_db()
    assert own.state == "closed"
    assert read(client, member, at(own, "utfall/")).status_code == 200


def test_time_is_chosen_as_the_outcome(client, make, leader, member, times):
    poll = make("times", options=times)
    vote(poll, user=member.user, answer=can(poll, "yes", "no"))
    close_decision(poll, by=leader.user)
    option = poll.options.first()
    client.force_login(leader.user)
    assert "(1 kan)" in words(client.get(at(poll, "utfall/")))

    data = {"chosen_option": str(option.pk), "text": "Vi møtes da.", "owner": "", "seen": marker_of(None)}

    client.post(at(poll, "utfall/"), data)

    poll.refresh_from_db()
    assert poll.outcome.chosen_option == option
    assert str(option) in words(client.get(at(poll)))


def test_outcome_that_is_due_is_marked_and_looked_at(client, make, group, leader, member):
    decision = close_decision(make(), by=leader.user)
    today = timezone.localdate()
    write_outcome(decision, text="Vi prøver.", owner=member.user, review_on=today, by=leader.user)

    page = words(read(client, member, "/partner/grupper/verksted/"))
    waiting = words(read(client, member, "/min-side/"))
    past = client.post(at(decision, "sett-pa/"), {"again_on": str(today)})
    client.force_login(leader.user)
    wrong = client.post(at(decision, "sett-pa/"), {"again_on": str(today)})
    client.post(at(decision, "sett-pa/"), {"again_on": ""})

    assert ("Skal ses på igjen" in page, "ser på igjen" in waiting) == (True, True)
    assert (past.status_code, wrong.status_code) == (404, 422)
    assert "Skal ses på igjen" not in words(client.get("/partner/grupper/verksted/"))


def test_archived_group_is_read_only(client, make, group, leader, member):
    decision = make()
    archive_group(group, by=leader.user)
    client.force_login(member.user)

    page = words(client.get(at(decision)))
    voted = client.post(at(decision, "stem/"), {"choice": str(decision.options.first().pk)})

    assert ('name="choice"' in page, told(voted)) == (
        False,
        ["Gruppa er arkivert. Ingenting i den endres lenger."],
    )
    assert read(client, leader, f"{LIST}ny/").status_code == 404
    assert not DecisionVote.objects.exists()


def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(client, make, group, leader, member):
    draft = make("count", opens=False)
    over = close_decision(make(), by=leader.user)
    archive_group(group, by=leader.user)
    sent = fields(text="Lang bakgrunn.", seen=marker_of(None))
    addresses = [f"{LIST}ny/count/", at(draft, "rediger/"), at(over, "utfall/")]

    client.force_login(leader.user)
    for address in addresses:
        response = client.post(address, sent)
        assert (response.status_code, "Lang bakgrunn." in words(response)) == (422, True)
        assert "Gruppa er arkivert. Ingenting i den endres lenger." in words(response)

    client.force_login(member.user)
    assert [client.post(address, sent).status_code for address in addresses[1:]] == [404, 404]


def test_open_decisions_stand_on_cards_and_wait_on_my_page(client, make, member, observer):
    make()

    assert "1 åpen beslutning" in words(read(client, member, "/partner/grupper/"))
    assert "bestemmer: Skal vi ha verkstedkveld?" in words(client.get("/min-side/"))
    assert "bestemmer: Skal vi ha verkstedkveld?" not in words(read(client, observer, "/min-side/"))


def test_parts_are_for_the_script_alone(client, make, member):
    decision = make()
    client.force_login(member.user)

    for part in ("del/", "resultat/"):
        assert client.get(at(decision, part)).status_code == 302
        fragment = client.get(at(decision, part), headers={"HX-Request": "true"})
        assert (fragment.status_code, "<html" in words(fragment)) == (200, False)


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize("kind", ["consent", "proposal", "count", "single", "several", "ranking", "times"])
def test_each_ballot_is_shown_and_empty_ones_come_back(kind, anonymous, client, make, member, times):
    if anonymous and kind in ("count", "times"):
        return
    options = {"times": times, "consent": (), "proposal": (), "count": ()}.get(kind, TEXTS)
    decision = make(kind, options=options, **({"anonymous": True, "results": "closed"} if anonymous else {}))

    page = read(client, member, at(decision))
    empty = client.post(at(decision, "stem/"), {})

    assert ("ikke engang databasen" in words(page)) == anonymous
    assert (page.status_code, empty.status_code) == (200, 422)


def test_what_has_happened_is_told_without_the_votes(client, make, leader, member):
    decision = make()
    vote(decision, user=member.user, answer=chosen(decision, 0))
    close_decision(decision, by=leader.user)
    for text in ("Vi prøver.", "Vi prøver i mai."):
        write_outcome(decision, text=text, by=leader.user)

    page = words(read(client, member, at(decision)))

    told = ["Beslutning startet", "Beslutning åpnet", "Beslutning lukket", "Utfall skrevet", "Vi prøver.</p>"]
    assert [each in page for each in told] == [True] * len(told)
    assert "Stemte med navn" not in page


def test_form_of_somebody_else_sent_again_makes_a_decision_of_ones_own(client, leader, member):
    data = fields(title="Min")
    for place in (leader, member, member):
        client.force_login(place.user)
        client.post(f"{LIST}ny/count/", data)

    assert {each.started_by for each in GroupDecision.objects.all()} == {leader.user, member.user}


def test_outcome_that_another_has_written_meanwhile_is_not_overwritten(client, make, leader):
    decision = close_decision(make(), by=leader.user)
    seen = marker_of(None)
    write_outcome(decision, text="Ja.", by=leader.user)
    client.force_login(leader.user)

    again = client.post(at(decision, "utfall/"), {"text": "Ja.", "seen": seen})
    other = client.post(at(decision, "utfall/"), {"text": "Nei.", "seen": seen})

    assert (again.status_code, other.status_code, "Nei.</textarea>" in words(other)) == (302, 422, True)
    decision.refresh_from_db()
    assert decision.outcome.text == "Ja."
