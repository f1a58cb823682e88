from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from partners.comments.actions import change_comment, take_back
from partners.comments.models import CommentDraft, HeldComment
from partners.comments.periods import set_period
from partners.comments.places import block_id, find_place
from partners.comments.quotes import Quote
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input
from partners.inputs.models import Input
from portal.mail.models import Letter
from portal.pace import SHORTEST
from tests.factories import MembershipFactory, OrganisationFactory, ThemeFactory, UserFactory
from tests.home.pages import concept
from tests.staff import COORDINATORS, queries_of, signed_in
from tests.xss import CORPUS, what_could_run

pytestmark = pytest.mark.django_db

CONCEPT_QUERIES = 11
THREAD_QUERIES = 11
MINE = {"kind": "idea", "text": "Hva med en tredje runde?", "shown_as": "name", "visibility": "everyone"}


@pytest.fixture
def signed(client, kari):
    client.force_login(kari)
    return client


@pytest.fixture
def guest_form(client, clock, place):
    """What a guest fills in, some seconds after the form was shown."""

    def fill(**fields):
        client.cookies.clear()
        shown = client.get(place.url).context["form"]["shown"].value()
        clock.shift(SHORTEST + timedelta(seconds=1))
        return MINE | {"name": "Ola Gjest", "email": "ola@example.no", "shown": shown} | fields

    return fill


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def closed(page):
    """The page takes no comments any more."""
    before = timezone.now() - timedelta(hours=1)
    set_period(page, opens_at=None, closes_at=before, phase="Behov", phase_en="Needs", by=UserFactory())


def words(response):
    return " ".join(response.content.decode().split())


def test_each_block_of_a_concept_has_a_handle_with_its_count(client, published, comment):
    comment("En")
    comment("To")

    html = words(client.get(published.url))

    assert html.count("data-comments data-block=") == len(published.body) + 1
    assert "2 kommentarer" in html
    for child in published.body:
        assert f'href="/kommentarer/{published.pk}/{child.id}/"' in html


def test_a_page_that_is_closed_shows_handles_only_where_something_was_said(client, published, comment):
    comment()
    closed(published)

    html = words(client.get(published.url))

    assert html.count("data-comments data-block=") == 1
    assert "Behov." in html


@pytest.mark.parametrize("rows", [1, 3])
def test_concept_queries_do_not_grow(client, published, comment, rows):
    for number in range(rows):
        comment(f"Kommentar {number}")
        comment(f"Om alt {number}", where=find_place(published.pk))

    # The first page of all makes the row of the settings, and the process forgets what it remembered.
    client.get(published.url)
    assert queries_of(client, published.url) <= CONCEPT_QUERIES


def test_a_large_concept_with_much_input_takes_few_queries(client, published, comment):
    big = concept(published, "Stor", slug="stor", body=[("text", f"<p>Avsnitt {n}</p>") for n in range(30)])
    given = comment()
    rows = [
        Input(
            page=big,
            block=child.id,
            kind="comment",
            written_to=given.written_to,
            text=f"Sagt {n}",
            visibility="everyone",
        )
        for n in range(17)
        for child in big.body
    ]
    Input.objects.bulk_create(rows[:500])

    client.get(big.url)
    assert queries_of(client, big.url) <= CONCEPT_QUERIES


def test_a_thread_shows_the_block_what_was_said_and_the_answer(client, place, comment):
    given = comment("Hva med **tre** runder?", kind="idea", quote=Quote("en runde til"))
    answer_input(given, status="adopted", text="Ja, det gjør vi.", by=UserFactory())

    html = words(client.get(place.url))

    assert html.count("<h1") == 1
    for said in (
        "Ombrukssenteret gir ting en runde til.",
        "<strong>tre</strong>",
        "Idé",
        "Ja, det gjør vi.",
        "<blockquote>en runde til</blockquote>",
        "Kari Eksempel",
    ):
        assert said in html


@pytest.mark.parametrize("rows", [1, 3])
def test_thread_queries_do_not_grow(client, place, comment, rows, rewrite, kari):
    given = [comment(f"Kommentar {number}", quote=Quote("runde")) for number in range(rows)]
    for each in given:
        answer_input(each, status="adopted", text="Ja.", by=UserFactory())
    rewrite(place.page, 0, "<p>Ombrukssenteret gir ting mange runder til.</p>")

    # The first page of all makes the row of the settings, and the process forgets what it remembered.
    client.get(place.url)
    assert queries_of(client, place.url) == 5
    client.force_login(kari)
    assert queries_of(client, place.url) == THREAD_QUERIES

    for number, each in enumerate(given):
        change_comment(each, text=f"Endret {number}", by=kari)
    assert queries_of(client, place.url) == THREAD_QUERIES + 1


def test_a_long_thread_is_read_from_either_end(client, place, comment):
    for number in range(25):
        comment(f"Nr {number:02}")
    now = timezone.now()
    for number, given in enumerate(Input.objects.order_by("pk")):
        Input.objects.filter(pk=given.pk).update(created_at=now + timedelta(seconds=number))

    def read(address):
        response = client.get(address)
        return [c.input.text for c in response.context["comments"]], response.context

    first, context = read(place.url)
    second, later = read(context["on_url"])
    back, _context = read(later["back_url"])
    newest, _context = read(f"{place.url}?order=newest")

    assert first + second == [f"Nr {number:02}" for number in range(25)]
    assert (back, later["on_url"], context["back_url"]) == (first, "", "")
    assert newest == [f"Nr {number:02}" for number in range(24, 4, -1)]


def test_a_carried_comment_shows_the_difference(client, place, comment, rewrite):
    comment(quote=Quote("en runde"))
    rewrite(place.page, 0, "<p>Ombrukssenteret gir ting mange runder til.</p>")

    html = words(client.get(place.url))

    assert "Skrevet til en tidligere tekst" in html
    assert "]</span></ins>" in html
    assert "mange runder" in html
    assert "Disse ordene står ikke i teksten lenger." in html


def test_a_removed_block_stands_among_earlier_sections(client, published, place, comment, remove):
    comment("Ikke ta bort dette")
    remove(published, 0)

    assert reverse("comments_earlier", args=[published.pk]) in words(client.get(published.url))
    listed = words(client.get(reverse("comments_earlier", args=[published.pk])))
    assert place.url in listed
    assert "Ombrukssenteret gir ting en runde til." in listed
    response = client.get(place.url)
    assert "Ikke ta bort dette" in words(response)
    assert response.context["form"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_earlier_sections_queries_do_not_grow(client, published, comment, remove, rows):
    for number in range(rows):
        comment(where=find_place(published.pk, block_id(published.body[number])))
    for _number in range(rows):
        published = remove(published, 0)

    assert queries_of(client, reverse("comments_earlier", args=[published.pk])) == 4


def test_who_is_signed_in_comments_at_once(signed, place, kari):
    theme = ThemeFactory()

    response = signed.post(
        place.url, MINE | {"theme": theme.pk, "quote": "en  runde", "quote_before": "ting"}
    )

    given = Input.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"{place.url}?order=newest#innspill-{given.pk}"
    assert (given.giver, given.giver_name, given.theme, given.kind) == (kari.person, kari.name, theme, "idea")
    assert (given.quote, given.quote_before) == ("en runde", "Ombrukssenteret gir ting")
    assert given.language == "nb"


def test_the_panel_gets_the_thread_alone(signed, place):
    response = signed.post(place.url, MINE, headers={"HX-Request": "true"})

    html = words(response)
    assert response.status_code == 200
    assert "<h1" not in html
    assert "Hva med en tredje runde?" in html


def test_bad_input_comes_back_with_what_was_written(signed, place):
    response = signed.post(place.url, MINE | {"kind": "rant", "quote": "Dette står ikke der"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"kind", "quote"}
    assert "Hva med en tredje runde?" in words(response)
    assert not Input.objects.exists()


def test_only_who_represents_an_approved_organisation_speaks_for_it(signed, place, kari):
    assert signed.post(place.url, MINE | {"shown_as": "organisation"}).status_code == 422
    MembershipFactory(user=kari, organisation=OrganisationFactory(status="pending"), role="owner")
    assert signed.post(place.url, MINE | {"shown_as": "organisation"}).status_code == 422
    MembershipFactory(user=kari, organisation=OrganisationFactory(name="Sykkelverkstedet"), role="owner")

    assert signed.post(place.url, MINE | {"shown_as": "organisation"}).status_code == 302
    assert Input.objects.get().public_name == "Sykkelverkstedet"


def test_anonymous_is_anonymous_to_the_public(signed, client, place, kari):
    signed.post(place.url, MINE | {"shown_as": "anonymous"})
    client.logout()

    html = words(client.get(place.url))
    assert "Hva med en tredje runde?" in html
    assert kari.name not in html
    assert kari.email not in html


@pytest.mark.parametrize(("visibility", "partner_reads"), [("partners", True), ("municipality", False)])
def test_what_is_not_for_everyone_is_not_told(client, published, place, comment, visibility, partner_reads):
    given = comment("Bare for noen", visibility=visibility)
    partner = MembershipFactory(role="owner").user

    for address in (
        place.url,
        published.url,
        reverse("comments_earlier", args=[published.pk]),
        reverse("input_list"),
    ):
        assert "Bare for noen" not in words(client.get(address))
    assert "1 kommentar" not in words(client.get(published.url))
    client.force_login(partner)
    assert ("Bare for noen" in words(client.get(place.url))) == partner_reads
    signed_in(client, COORDINATORS)
    assert "Bare for noen" in words(client.get(place.url))
    client.force_login(given.giver.user)
    assert "Bare for noen" in words(client.get(place.url))


def test_a_guest_confirms_by_the_link(client, place, guest_form):
    response = client.post(place.url, guest_form())

    assert (response.status_code, response["Location"]) == (302, reverse("comment_held"))
    assert not Input.objects.exists()
    held = HeldComment.objects.get()
    address = reverse("comment_confirm", args=[token_of(held.client_id)])
    assert "Hva med en tredje runde?" in words(client.get(address))
    assert not Input.objects.exists()

    first, second = client.post(address), client.post(address)
    assert (first.status_code, second.status_code) == (200, 200)
    assert Input.objects.get().giver_name == "Ola Gjest"
    assert "Hva med en tredje runde?" in words(client.get(place.url))
    assert "Takk" in words(client.get(address))


def test_the_answer_is_the_same_whoever_has_the_address(client, place, guest_form, kari):
    def tried(email):
        response = client.post(place.url, guest_form(email=email))
        return response.status_code, response["Location"]

    assert tried(kari.email) == tried("ukjent@example.no")
    assert not Input.objects.exists()


def test_robots_are_asked_once_more(client, place, guest_form):
    response = client.post(place.url, guest_form(website="https://spam.example"))

    assert response.status_code == 422
    assert not HeldComment.objects.exists()
    again = {name: field.value() or "" for name, field in ((f.name, f) for f in response.context["form"])}
    assert client.post(place.url, again).status_code == 302


def test_one_address_gets_few_letters(client, place, guest_form):
    answers = [client.post(place.url, guest_form(text=f"Nr {n}")).status_code for n in range(7)]

    assert answers == [302] * 5 + [429] * 2
    assert Letter.objects.filter(kind="comments.confirm").count() == 5


def test_a_link_that_is_not_ours_is_told_so(client):
    response = client.get(reverse("comment_confirm", args=["f" * 64]))

    assert response.status_code == 404
    assert "Lenken har gått ut" in words(response)


def test_a_closed_page_takes_nothing_and_says_why(signed, place, comment):
    comment("Sagt i tide")
    closed(place.page)

    shown = signed.get(place.url)
    assert shown.context["form"] is None
    assert "Sagt i tide" in words(shown)
    late = signed.post(place.url, MINE)
    assert late.status_code == 409
    assert "Hva med en tredje runde?" in words(late)
    assert Input.objects.count() == 1


def test_the_panel_shows_why_nothing_was_taken(signed, place):
    closed(place.page)

    late = signed.post(place.url, MINE, headers={"HX-Request": "true"})

    assert late.status_code == 422
    assert "Det er ikke mulig å kommentere her lenger." in words(late)
    assert "Hva med en tredje runde?" in words(late)


def test_what_is_private_or_not_there_is_not_found(client, published, place):
    unknown = "11111111-1111-4111-8111-111111111111"
    assert client.get(reverse("comments", args=[published.pk, unknown])).status_code == 404
    assert client.get(reverse("comments", args=[published.get_parent().pk])).status_code == 404
    PageViewRestriction.objects.create(page=published, restriction_type="login")
    assert client.get(place.url).status_code == 404
    published.unpublish()
    assert client.get(place.url).status_code == 404


def test_its_giver_changes_and_takes_back(signed, client, place, comment):
    given = comment("Først")
    change = reverse("comment_change", args=[given.pk])
    withdraw = reverse("comment_withdraw", args=[given.pk])

    assert change in words(signed.get(place.url))
    assert signed.post(change, {"text": ""}).status_code == 422
    assert signed.post(change, {"text": "Rettet"}).status_code == 302
    assert "Rettet" in words(signed.get(place.url))
    answer_input(given, status="answered", text="Takk.", by=UserFactory())
    assert "svarene" in words(signed.get(withdraw))
    assert signed.post(withdraw).status_code == 302

    html = words(client.get(place.url))
    assert "Rettet" not in html
    assert "Trukket kommentar" in html
    assert "Takk." in html
    assert signed.get(change).status_code == 404


def test_nobody_else_changes_a_comment(client, comment):
    given = comment()
    client.force_login(UserFactory())

    for name in ("comment_change", "comment_withdraw"):
        assert client.get(reverse(name, args=[given.pk])).status_code == 404
        assert client.post(reverse(name, args=[given.pk]), {"text": "Stjålet"}).status_code == 404
    assert Input.objects.get().text == given.text


def test_an_earlier_text_can_be_read_and_a_withdrawn_one_not(client, place, comment, kari):
    given = comment("Det aller første")
    answer_input(given, status="answered", text="Takk.", by=UserFactory())
    change_comment(given, text="Det andre", by=kari)
    for address in (place.url, given.get_absolute_url()):
        assert "Det aller første" in words(client.get(address))
    take_back(given, by=kari)

    for address in (place.url, given.get_absolute_url(), reverse("input_list"), reverse("input_feed")):
        html = words(client.get(address))
        assert "Det aller første" not in html
        assert "Det andre" not in html
    signed_in(client, COORDINATORS)
    assert "Det andre" in words(client.get(reverse("inputs:input", args=[given.pk])))


def test_the_public_list_and_the_queue_say_what_it_is_about(client, published, place, comment):
    comment("Om avsnittet", kind="need")

    listed = words(client.get(reverse("input_list")))
    assert place.url in listed
    assert "Behov" in listed
    signed_in(client, COORDINATORS)
    queue = words(client.get(reverse("inputs:index"), {"kind": "need"}))
    assert "Ombrukssenteret gir ting en runde til." in queue
    assert "Om avsnittet" in queue


def test_a_draft_waits_for_who_is_signed_in(signed, client, place, kari):
    address = f"{place.url}utkast/"
    assert signed.post(address, {"text": "Begynt på noe"}).status_code == 204

    assert signed.get(place.url).context["form"]["text"].value() == "Begynt på noe"
    signed.post(place.url, MINE)
    assert not CommentDraft.objects.exists()
    client.logout()
    assert client.post(address, {"text": "Gjest"}).status_code == 302


def test_english_readers_get_the_same_thread_in_english(client, published, place, comment):
    comment("Sagt på norsk")
    english = published.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "The reuse house"
    english.save_revision().publish()

    html = words(client.get(f"/en{place.url}"))

    assert "Sagt på norsk" in html
    assert "The reuse house" in html
    assert "What people have said" in html


def test_tricks_in_a_comment_stay_words(client, place, comment):
    for number, trick in enumerate(CORPUS):
        comment(f"{number}: {trick}")

    address, read = place.url, 0
    while address:
        response = client.get(address)
        assert what_could_run(response.content.decode()) == []
        read, address = read + len(response.context["comments"]), response.context["on_url"]
    assert read == len(CORPUS)
