"""A site of the size of a real one: what its front page and a meeting's page show."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText

from home.models import (
    ConceptIndexPage,
    ConceptPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    SiteSettings,
    StandardPage,
)
from partners.inputs.models import Question, Theme
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState

SEATS = 50
PARAGRAPH = RichText(
    "<p>Ombrukssenteret samler salg, reparasjon og utlån på ett sted. <b>Lokale aktører</b> driver hver sin "
    "del, og kommunen legger til rette. Alle kan si hva som mangler.</p>"
)
THEMES = ["Lokaler", "Drift", "Roller", "Transport", "Frivillighet", "Innhold", "Økonomi"]


def build():
    """The pages, published. Returns the meeting that people sign up for."""
    front = HomePage.objects.filter(locale__language_code="nb").get()
    SiteSettings.objects.update_or_create(
        site=front.get_site(),
        defaults={"municipality": "Asker kommune", "contact_email": "omigjen@example.no"},
    )
    for order, name in enumerate(THEMES):
        Theme.objects.create(name=name, slug=f"tema-{order}", order=order)
    concepts(front)
    news(front)
    for title in ("Om piloten", "Personvern", "Informasjonskapsler"):
        front.add_child(instance=StandardPage(title=title, body=[("text", PARAGRAPH)], in_footer=True))
    meetings = front.add_child(instance=WorkshopIndexPage(title="Dialogmøter", show_in_menus=True))
    add_meeting(meetings, "Forrige dialogmøte", days=-30)
    coming = add_meeting(meetings, "Vil du delta på dialogmøte?", days=20)
    arrange_front(front)
    return coming


def concepts(front):
    index = front.add_child(instance=ConceptIndexPage(title="Konseptet", show_in_menus=True))
    for title, palette in (("Ombrukshuset", "gronn"), ("Verkstedgata", "korall"), ("Utlån", "blaa")):
        index.add_child(
            instance=ConceptPage(
                title=title,
                intro="Butikker, kafé og møteplass under samme tak. Flere små aktører deler areal.",
                palette=palette,
                labels="Salg, Kafé, Møteplass",
                icons=[("icon", "house"), ("icon", "coffee"), ("icon", "wrench")],
                body=[("heading", "Slik virker det"), ("text", PARAGRAPH)] * 4,
            )
        )


def news(front):
    index = front.add_child(instance=NewsIndexPage(title="Aktuelt", show_in_menus=True))
    for number in range(8):
        page = NewsPage(
            title=f"Dette skjer i piloten, del {number + 1}",
            intro="Mange ønsker verksted og lavere terskel for å selge brukt.",
            date=timezone.localdate() - timedelta(days=10 * number),
            body=[("text", PARAGRAPH)] * 5,
        )
        page.tags.add("Dialogmøte" if number % 2 else "Konsepter")
        index.add_child(instance=page)


def arrange_front(front):
    step = {"title": "Dialogmøte", "text": "Åpent for alle.", "state": "coming"}
    steps = [{"time": f"Uke {number + 20}"} | step for number in range(5)]
    front.intro = (
        "Vi bygger et ombrukssenter sammen. Les konseptet, meld deg på dialogmøtet, og si hva du mener."
    )
    front.hero_tag = "Toårig pilot"
    front.buttons = [("button", {"label": "Gi innspill", "address": "/innspill/"})]
    front.facts = [("fact", {"number": str(n), "label": "innspill er besvart"}) for n in (3, 23, 41)]
    front.body = [
        ("concepts", {"heading": "Tre konsepter", "lead": "Les og si hva du mener."}),
        ("timeline", {"heading": "Veien videre", "lead": "", "steps": steps}),
        ("text", {"heading": "Hvorfor", "text": PARAGRAPH, "buttons": [], "tinted": True}),
        ("news", {"heading": "Aktuelt"}),
    ]
    front.save_revision().publish()


def add_meeting(index, title, *, days):
    """A digital meeting so many days from now, with questions, an agenda and a video link."""
    start = timezone.now() + timedelta(days=days)
    item = {"minutes": 15, "presenter": "Prosjektleder Omigjen", "text": "Spørsmål underveis."}
    items = [{"title": f"Punkt {number}"} | item for number in range(3)]
    page = WorkshopPage(
        title=title,
        intro="Møtet er digitalt, åpent for alle og varer i halvannen time.",
        start=start,
        end=start + timedelta(minutes=90),
        video_capacity=SEATS,
        body=[("heading", "Bakgrunn"), ("text", PARAGRAPH)] * 3,
        agenda=[("part", {"title": f"Del {number}", "items": items}) for number in (1, 2)],
    )
    page.questions = [Question(text=f"Hva trenger dere for å delta? ({number})") for number in (1, 2, 3)]
    # A page that nobody has published is not in the index of its parent's children until it is read anew.
    Page.objects.get(pk=index.pk).specific.add_child(instance=page)
    page.save_revision().publish()
    page = WorkshopPage.objects.get(pk=page.pk)
    WorkshopState.objects.update_or_create(
        workshop=page, defaults={"video_link": "https://video.example/bench", "told_start": page.start}
    )
    return page
