"""Every address of ours is asked for as every role, and answers as the table says."""

import re
from collections import Counter
from copy import deepcopy

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, path, reverse
from django.utils import timezone
from wagtail.documents.models import Document

from demo.playing import PLAYING
from partners.inputs.drafting import draft_answer
from partners.inputs.live import THREADS
from partners.inputs.models import Input
from partners.inputs.saving import save_filter
from partners.people.wishes import token_of
from partners.roles.models import Phase
from portal.asgi import application
from portal.live.endpoint import refuse
from portal.mail.models import Letter
from tests.factories import (
    AreaFactory,
    HomePageFactory,
    InputFactory,
    PersonFactory,
    QuestionFactory,
    RoleFactory,
    SignUpFactory,
    ThemeFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.portal.agreements_world import agreements_world
from tests.portal.asking_world import asking_world
from tests.portal.comments_world import comments_sockets, comments_world
from tests.portal.decisions_world import decisions_world
from tests.portal.discussions_world import discussions_world
from tests.portal.groups_world import groups_world
from tests.portal.inbound_world import inbound_world
from tests.portal.inputs_world import inputs_world
from tests.portal.live import kinds
from tests.portal.live_world import live_world
from tests.portal.minutes_world import minutes_world
from tests.portal.notices_world import notices_world
from tests.portal.partners_world import PartnersWorld, make_people
from tests.portal.permissions import DOCUMENT, ROLES, ROWS, WAGTAIL_OPEN, document
from tests.portal.polls_world import polls_world
from tests.portal.proposals_world import assessment_world, proposals_world
from tests.portal.tasks_world import tasks_world
from tests.portal.threads_world import threads_world
from workshops.asking.hall import ASKING
from workshops.meetings.functions import page_functions
from workshops.signups.actions import sign_up
from workshops.signups.models import SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.event_loop]
DOORS = ("/konto/login/", "/admin/login/")
# Packages whose addresses have a rule of their own instead of rows.
THEIRS = ("wagtail.", "django.", "rest_framework.")
LISTS = ("themes:", "areas:", "phases:")
BESIDE_THE_ADMIN = (*LISTS, "news_feed", "wagtaildocs_serve", "wagtaildocs_auth", "wagtailcore_")
FORM = "application/x-www-form-urlencoded"
GUESS = "a" * 22
GONE = 1001
SOCKET_SECONDS = 5


@pytest.fixture(autouse=True)
def _with_demo(settings, tmp_path):
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path
    settings.INBOUND_ADDRESS, settings.INBOUND_SECRET = "svar@example.no", "a-secret-that-nobody-knows-here"
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": files}
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    with PLAYING:  # or a crowd would be sent for
        yield


def patterns(resolver=None, namespaces=(), route=""):
    """Every pattern there is: (name with namespaces, whole route, module of the view)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        inner = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            module = getattr(view, "__module__", type(view).__module__)
            yield ":".join([*namespaces, pattern.name or ""]), inner, module
        else:
            below = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from patterns(pattern, below, inner)


def is_ours(name, module):
    return name.startswith(BESIDE_THE_ADMIN) or not module.startswith(THEIRS)


class World:
    """One of each thing, and the addresses that stand for the table's names when `role` asks."""

    def __init__(self, role="outsider"):
        meeting = WorkshopPageFactory(video_link="https://video.example/1", start=in_days(9))
        QuestionFactory(page=meeting)
        front = HomePageFactory()
        draft = WorkshopPageFactory(live=False)
        signup = SignUpFactory(workshop=meeting)
        sign_up(meeting, person=PersonFactory(), name="Kari", attendance=SignUp.Attendance.VIDEO)
        letter = Letter.objects.latest("send_after")
        given = InputFactory(page=meeting)
        theme = ThemeFactory()
        file = Document.objects.create(title="Studie", file=ContentFile(b"studie", name="studie.txt"))
        self.pages = {
            "front": front.url,
            "draft": draft.url or "/dialogmoter/utkast/",
            "meeting": meeting.url,
        }
        self.pages |= {"health": "/healthz", "ready": "/readyz"}
        self.sockets = {
            "(no route)": "/live/finnes-ikke/",
            "live/socket/ (no room)": "/live/socket/",
            "live/socket/ (room for everyone)": f"/live/socket/?room={kinds.HALL.room('a')}@0",
            "live/socket/ (room for nobody here)": f"/live/socket/?room={kinds.CLUB.room('venner')}@0",
        }
        self.arguments = {
            "meetings": [meeting.pk],
            "signups": [signup.pk],
            "inputs": [given.pk],
            "themes": [theme.pk],
            "letters": [letter.pk],
            "signup": [signup.token],
            "meeting_calendar": [meeting.url.strip("/") + "/"],
            "news_feed": ["atom.xml"],
            "rendition": ["none.png"],
            "wagtaildocs_serve": [file.pk, file.filename],
            "input_detail (public)": [given.pk],
            "input_detail (for the municipality)": [
                InputFactory(visibility=Input.Visibility.MUNICIPALITY).pk
            ],
            "input_detail (hidden)": [InputFactory(status=Input.Status.HIDDEN).pk],
            "input_detail (waiting to be seen)": [
                InputFactory(status=Input.Status.WAITING, waiting_since=timezone.now()).pk
            ],
            "input_answer": [given.pk],
            "input_part (no part)": [given.pk, "finnes-ikke"],
            "wagtailcore_authenticate_with_password": [1, 1],
            "wagtaildocs_authenticate_with_password": [1],
            "wagtail_serve (no page)": ["finnes-ikke/"],
            "inputs:export": ["csv"],
            "demo_as": ["frivillig"],
            "demo_register": [],
            "demo_register_unit": ["310000035"],
            "demo_letter": [letter.pk],
            "demo_letter_html": [letter.pk],
            "account_reset_password_from_key": ["1", "key"],
            "mfa_remove_webauthn": [1],
            "mfa_edit_webauthn": [1],
            "openid_connect_login": ["none"],
            "openid_connect_callback": ["none"],
        }
        self.arguments["letters_off"] = [token_of(signup.person_id, "meetings.reminder")]
        self.people = make_people()
        self.user = self.people[role]
        partners = PartnersWorld(self.people, role)
        self.arguments |= partners.arguments
        self.arguments["inputs:used"] = [meeting.pk]
        by = self.people["coordinator"]
        shared = save_filter(name="Nye", query="status=new", is_shared=True, by=by)
        for name in ("rename", "delete"):
            self.arguments[f"inputs:{name}_filter"] = [shared.pk]
        drafted = {"status": "adopted", "text": "Ja.", "by": self.people["coordinator"]}
        self.arguments["inputs:draft"] = [draft_answer(InputFactory(), **drafted, seen="new:0").pk]
        self.arguments |= proposals_world()
        self.arguments |= assessment_world()
        self.arguments |= agreements_world(partners.organisations["approved"])
        self.arguments |= comments_world(self.user)
        self.arguments |= inputs_world()
        self.arguments |= inbound_world()
        self.sockets |= comments_sockets(self.arguments["comments_counts"][0])
        notices, bells = notices_world(self.user)
        self.arguments |= notices
        self.sockets |= bells
        self.add_role()
        self.arguments |= threads_world(given, meeting, by=self.people["coordinator"])
        for state in ("public", "for the municipality", "hidden"):
            self.arguments[f"input_part ({state})"] = [*self.arguments[f"input_detail ({state})"], "svar"]
        private = self.arguments["input_votes (for the municipality)"][0]
        self.sockets |= {
            f"live/socket/ (thread of {name})": f"/live/socket/?room={THREADS.room(pk)}@0"
            for name, pk in (("a public input", given.pk), ("one for the municipality", private))
        }
        live, sockets = live_world(meeting, signup, by=self.people["coordinator"], other=UserFactory())
        self.arguments |= live
        self.sockets |= sockets
        asking, questions = asking_world(by=self.people["coordinator"])
        self.arguments |= asking
        room = ASKING.room(questions.pk)
        self.sockets["live/socket/ (questions of a meeting)"] = f"/live/socket/?room={room}@0"
        groups, bodies = groups_world(self.people)
        self.arguments |= groups
        decisions, sockets = decisions_world(self.people)
        self.arguments |= decisions
        self.sockets |= sockets
        self.bodies = partners.bodies | bodies
        said, bodies, sockets = discussions_world(self.people)
        self.arguments |= said
        self.bodies |= bodies
        self.sockets |= sockets
        tasks, bodies = tasks_world(self.people)
        self.arguments |= tasks
        self.bodies |= bodies
        met, bodies, sockets = minutes_world(self.people)
        self.arguments |= met
        self.bodies |= bodies
        self.sockets |= sockets
        poll_arguments, polls = polls_world(by=self.people["coordinator"])
        self.arguments |= poll_arguments
        self.sockets["live/socket/ (polls of a meeting)"] = f"/live/socket/?room={polls}@0"
        for name in ("add", "door", "print", "export_csv", "export_xlsx"):
            self.arguments[f"signups:{name}"] = [meeting.pk]

    def add_role(self):
        role = RoleFactory()
        self.arguments |= {
            "role": [role.slug],
            "role (not there)": ["finnes-ikke"],
            "roles": [role.pk],
            "areas": [AreaFactory().pk],
            "phases": [Phase.objects.create(name="Åpning").pk],
        }

    def address(self, row):
        if row.method == "SOCKET":
            return self.sockets[row.name]
        if row.name.startswith("page:"):
            page, _, function = row.name.removeprefix("page:").partition("/")
            return self.pages[page] + function
        is_known = row.name in self.arguments or row.name in self.bodies or row.name.endswith("(guessed)")
        assert is_known or row.name == row.url_name, f"Nothing here stands for «{row.name}»."
        group = re.split(r"[:_]", row.url_name)[0]
        arguments = self.arguments.get(row.name) or self.arguments.get(group, [])
        if row.name.endswith("(guessed)"):
            arguments = [GUESS]
        try:
            return reverse(row.url_name, args=arguments)
        except NoReverseMatch:
            return reverse(row.url_name)


def client_of(user):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def answer_to(client, method, address, body=""):
    """What whoever uses `client` is answered; what the request changes, there and here, is undone."""
    if method == "SOCKET":
        return async_to_sync(knock)(application, address, client)
    body = f"csrfmiddlewaretoken=any&{body}" if method == "POST" else ""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, address, body, content_type=FORM)
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and response["Location"].startswith(DOORS):
        return "login"
    return str(response.status_code)


async def knock(server, address, client):
    """What whoever uses `client` is answered when they open a socket."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", cookies.encode())]
    path, _, query = address.partition("?")
    scope = {
        "type": "websocket",
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
        "subprotocols": [],
    }
    socket = ApplicationCommunicator(server, scope)
    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output(SOCKET_SECONDS)
    if answer["type"] == "websocket.accept":
        # A browser learns only of an open socket why it is closed. First it may be told which rooms are.
        answer = await socket.receive_output(SOCKET_SECONDS)
        while answer["type"] == "websocket.send" and '"refused"' in answer["text"]:
            answer = await socket.receive_output(SOCKET_SECONDS)
    await socket.send_input({"type": "websocket.disconnect", "code": GONE})
    await socket.wait(SOCKET_SECONDS)
    if answer["type"] == "websocket.send":
        return "open"
    return str(answer.get("code", "refused"))


def socket_routes(server):
    """The routes of every socket that `server` opens, whatever stands around them."""
    inner = server.application_mapping.get("websocket")
    while inner and not isinstance(inner, URLRouter):
        inner = getattr(inner, "application", None) or getattr(inner, "inner", None)
    return [str(route.pattern) for route in inner.routes] if inner else []


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_the_role_as_the_table_says(role):
    world = World(role)
    client = client_of(world.user)

    answers = {
        (row.method, row.name): answer_to(
            client, row.method, world.address(row), world.bodies.get(row.name, "")
        )
        for row in ROWS
    }

    expected = {(row.method, row.name): row.answer(role) for row in ROWS}
    assert {
        key: f"{answer}, not {expected[key]}" for key, answer in answers.items() if answer != expected[key]
    } == {}


def test_each_named_address_of_ours_has_a_row():
    names = {name for name, _route, module in patterns() if name and is_ours(name, module)}
    rows = [row for row in ROWS if row.method != "SOCKET"]

    assert names - {row.url_name for row in rows} == set()
    assert {row.url_name for row in rows if not row.name.startswith("page:")} - names == set()


def test_each_socket_has_a_row():
    rows = {row.url_name for row in ROWS if row.method == "SOCKET" and row.name != "(no route)"}

    assert set(socket_routes(application)) == rows


def test_socket_is_found_behind_what_guards_it():
    router = URLRouter([path("live/<slug:code>/", refuse)])
    guarded = AllowedHostsOriginValidator(AuthMiddlewareStack(router))

    assert socket_routes(ProtocolTypeRouter({"websocket": guarded})) == ["live/<slug:code>/"]


def test_each_function_of_a_meeting_has_a_row():
    rows = {row.name for row in ROWS}

    assert {name for name in page_functions if name and f"page:meeting/{name}/" not in rows} == set()


def test_no_row_stands_twice():
    assert [row for row, count in Counter((row.method, row.name) for row in ROWS).items() if count > 1] == []


def filled(route):
    """A route of Wagtail's with something in the place of each argument."""
    path = re.sub(r"<(?:int:)\w+>|\(\?P<\w+>\\d\+\)", "1", route)
    path = re.sub(r"\(\?P<revision_id_\w>[^)]*\)", "1", path)
    path = re.sub(r"<(?:\w+:)?\w+>", "a", path)
    return "/" + path.replace("^.*/$", "none/").replace("\\", "").replace("^", "").replace("$", "")


@pytest.mark.parametrize("role", ["outsider", "volunteer"])
def test_the_rest_of_the_admin_lets_in_only_those_who_work_there(role):
    client = client_of(UserFactory() if role == "volunteer" else None)
    theirs = {
        name or route: filled(route)
        for name, route, module in patterns()
        if route.startswith("admin/") and not is_ours(name, module) and route != "admin/login/"
    }

    answers = {name: answer_to(client, "GET", address) for name, address in theirs.items()}

    assert len(answers) > 100
    assert {name: answer for name, answer in answers.items() if answer != "login"} == WAGTAIL_OPEN


def test_demo_is_closed_wherever_it_is_off(settings):
    settings.DEMO = False
    world = World()
    rows = [row for row in ROWS if row.url_name.startswith("demo_")]

    assert {answer_to(client_of(None), row.method, world.address(row)) for row in rows} == {"404"}


def test_document_is_what_the_table_says():
    assert DOCUMENT.read_text() == document()
