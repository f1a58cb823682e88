"""The demo's meetings: the invitation, a full one, an announced one and a past one with its answers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.blocks import stream
from demo.content import texts
from demo.pages import add
from partners.inputs.models import Question, Theme
from partners.people.actions import person_for
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage
from workshops.signups.actions import sign_up
from workshops.signups.models import SignUp

WEDNESDAY = 2
CONTACT = {"contact_name": "Prosjektleder Omigjen", "contact_email": "omigjen@example.no"}


@dataclass(frozen=True)
class Meetings:
    index: WorkshopIndexPage
    invitation: WorkshopPage
    full: WorkshopPage
    announced: WorkshopPage
    past: WorkshopPage


def wednesday(*, weeks):
    """The Wednesday of the week that lies so many weeks from this one."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=WEDNESDAY)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def agenda(parts, *, seed):
    keys = ("title", "minutes", "presenter", "text")
    return stream(
        [
            ("part", {"title": title, "items": [dict(zip(keys, item, strict=True)) for item in items]})
            for title, items in parts
        ],
        seed=seed,
    )


def meetings(front):
    """All four meetings, with people on them."""
    index = add(
        front,
        WorkshopIndexPage(
            title="Dialogmøter",
            slug="dialogmoter",
            intro="Møt kommunen og de andre som vil være med. Alle kan melde seg på, uten å lage konto.",
            show_in_menus=True,
        ),
    )
    made = Meetings(
        index=index,
        past=add(index, _past()),
        invitation=add(index, _invitation()),
        full=add(index, _full()),
        announced=add(index, _announced()),
    )
    for meeting in (made.invitation, made.past):
        ask(meeting)
    return made


def ask(meeting):
    """The invitation's three questions, put on a meeting's page and published."""
    themes = [Theme.objects.get(slug=slug) for slug in ("innhold", "drift", "roller")]
    for order, (text, help_text) in enumerate(texts.QUESTIONS):
        meeting.questions.add(Question(text=text, help_text=help_text, theme=themes[order], sort_order=order))
    meeting.save_revision().publish()


def _invitation():
    day = wednesday(weeks=2)
    return WorkshopPage(
        title=texts.INVITATION["title"],
        slug="dialogmote-om-ombrukssenter",
        intro=texts.INVITATION["intro"],
        start=at(day, 8, 30),
        end=at(day, 10),
        video_capacity=60,
        body=stream(
            [
                ("text", texts.INVITATION["background"]),
                ("heading", "Hvorfor vi inviterer"),
                ("text", texts.INVITATION["why"]),
                ("heading", "Slik deltar du"),
                ("text", texts.INVITATION["practical"]),
                ("heading", "Les mer på forhånd"),
                ("study", ""),
            ],
            seed="invitation",
        ),
        agenda=agenda(texts.AGENDA, seed="invitation agenda"),
        **CONTACT,
    )


def _full():
    day = wednesday(weeks=3) + timedelta(days=1)
    return WorkshopPage(
        title="Utviklingsverksted: Slik innreder vi Verkstedgata",
        slug="utviklingsverksted-verkstedgata",
        intro="Vi tegner verkstedene sammen, i full størrelse med tape på gulvet. Bli med og prøv.",
        kind=WorkshopPage.Kind.DEVELOPMENT,
        format=WorkshopPage.Format.ON_SITE,
        start=at(day, 17),
        end=at(day, 19, 30),
        place="Slemmestad kulturhus",
        address="Eksempelveien 1, 3470 Slemmestad",
        access_note="Teleslynge og trinnfri adkomst. Tolk etter avtale.",
        room_capacity=8,
        body=stream(
            [
                (
                    "text",
                    "<p>Verkstedgata får fire verksteder. Hvor skal benkene stå, hvor kommer varene inn, og "
                    "hvor kan folk stoppe og se på? Vi trenger dem som kjenner håndverket.</p>",
                ),
                ("facts", [("4", "verksteder skal få plass"), ("8", "plasser i salen")]),
            ],
            seed="full",
        ),
        agenda=agenda(
            [
                ("I salen", [("Velkommen og kaffe", 15, "Prosjektleder Omigjen", "")]),
                (
                    "Vi tegner",
                    [
                        ("Verkstedene i full størrelse", 75, "Alle", "Tape på gulvet, benker av papp."),
                        ("Vi går gjennom sammen", 40, "Asker kommune", ""),
                        ("Veien videre", 10, "Prosjektleder Omigjen", ""),
                    ],
                ),
            ],
            seed="full agenda",
        ),
        **CONTACT,
    )


def _announced():
    day = wednesday(weeks=6)
    return WorkshopPage(
        title="Dialogmøte: Hvem gjør hva på Omigjen?",
        slug="dialogmote-hvem-gjor-hva",
        intro="Vi går gjennom rollene, hva som mangler, og hvordan avtalene kan se ut.",
        format=WorkshopPage.Format.BOTH,
        start=at(day, 17),
        end=at(day, 19, 30),
        place="Slemmestad kulturhus",
        address="Eksempelveien 1, 3470 Slemmestad",
        access_note="Teleslynge og trinnfri adkomst. Tolk etter avtale.",
        room_capacity=60,
        signup_opens=at(wednesday(weeks=3), 9),
        body=stream(
            [
                (
                    "text",
                    "<p>På dette møtet ser vi på hele bildet: hvilke roller er fylt, hvilke mangler, og hvem "
                    "kan samarbeide om dem?</p>",
                )
            ],
            seed="announced",
        ),
        **CONTACT,
    )


def _past():
    day = wednesday(weeks=-2)
    return WorkshopPage(
        title="Første dialogmøte om Omigjen",
        slug="forste-dialogmote",
        intro="Kommunen la fram konseptet, og deltakerne sa hva som skal til for å lykkes.",
        start=at(day, 8, 30),
        end=at(day, 10),
        video_capacity=60,
        input_closes=at(wednesday(weeks=1), 23, 59),
        body=stream([("text", texts.INVITATION["why"])], seed="past"),
        agenda=agenda(texts.AGENDA, seed="past agenda"),
        summary=stream(
            [
                (
                    "text",
                    "<p>Fjorten personer deltok. Tre ting gikk igjen: leien må være forutsigbar, kommunen må "
                    "ikke konkurrere med dem som finnes, og transport er det som mangler mest.</p>",
                ),
                (
                    "facts",
                    [("14", "deltakere"), ("11", "virksomheter og lag"), ("13", "skriftlige innspill")],
                ),
                ("quote", ("Det er første gang noen har spurt oss før alt var bestemt.", "Deltaker")),
                ("study", ""),
            ],
            seed="past summary",
        ),
        **CONTACT,
    )


def participants(made):
    """People on the meetings that are to come, by the same door as everybody."""
    for name, organisation in texts.PARTICIPANTS_OF_INVITATION:
        _take_part(made.invitation, name, organisation, SignUp.Attendance.VIDEO)
    for name, organisation in texts.PARTICIPANTS_OF_FULL:
        _take_part(made.full, name, organisation, SignUp.Attendance.ROOM)
    for name, organisation in texts.PARTICIPANTS_OF_PAST:
        _took_part(made.past, name, organisation)


def email_of(name):
    """The invented address of an invented person."""
    return texts.EMAILS.get(name) or f"{name.lower().replace(' ', '.')}@deltaker.example"


def _take_part(meeting, name, organisation, attendance):
    sign_up(
        meeting,
        person=person_for(email_of(name)),
        name=name,
        attendance=attendance,
        on_behalf_of=SignUp.OnBehalfOf.BUSINESS if organisation else SignUp.OnBehalfOf.SELF,
        organisation_name=organisation,
    )


def _took_part(meeting, name, organisation):
    SignUp.objects.create(
        workshop=meeting,
        person=person_for(email_of(name)),
        name=name,
        attendance=SignUp.Attendance.VIDEO,
        on_behalf_of=SignUp.OnBehalfOf.BUSINESS if organisation else SignUp.OnBehalfOf.SELF,
        organisation_name=organisation,
        status=SignUp.Status.ATTENDED,
        created_at=meeting.start - timedelta(days=9),
    )
