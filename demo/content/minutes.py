"""Two meetings of a working group in the demo: one that was held, one that comes. All people are invented."""

GROUP = "Verksted og reparasjon"
PAST = {
    "title": "Gruppemøte om første sesong",
    "days": -12,
    "place": "Nordre Sykkelverksted, bakrommet",
    "agenda": [
        ("Hvem låser opp på skrukveldene?", "Vi trenger to med nøkkel hver kveld.", 20, False),
        ("Verktøy vi mangler", "Listen fra tråden om verktøy.", 25, False),
        ("Forsikring for de frivillige", "Hvem er ansvarlig når noe går galt?", 15, True),
    ],
    "minutes": """Til stede: Silje Lunde, Jonas Tangen, Per Olav Vik

1. Hvem låser opp på skrukveldene?
Silje har nøkkel i dag. Vi vil ikke henge på én person.
Vedtak: Vi holder åpent tirsdag og torsdag kl. 17–20 fra oppstart.
Oppgave: Be kommunen om to nøkler til @Silje Lunde innen {due}

2. Verktøy vi mangler
Vi har nok til sykkel. Til tre mangler vi en høvelbenk og tvinger.
Vedtak: Vi låner høvelbenk den første sesongen og kjøper ikke noe ennå.
Oppgave: Lage liste over verktøy som kan lånes bort @Per Olav Vik innen {due}

3. Forsikring for de frivillige
Ingen av oss vet svaret. Vi tar det opp igjen neste gang.
""",
    "note": (
        "Per Olav Vik",
        "Jeg har funnet høvelbenken: Nordre har en som står ubrukt. Vi kan låne den ut året.",
    ),
}
NEXT = {
    "title": "Gruppemøte før oppstart",
    "days": 6,
    "place": "Nordre Sykkelverksted, bakrommet",
    "video_link": "https://video.example/verksted",
    "item": ("Hvem møter på den første skrukvelden?", "Vi trenger fire ved benkene og én i døra.", 15),
    "answers": [("Silje Lunde", "yes"), ("Per Olav Vik", "maybe")],
    "minutes": "Til stede:\n\n",
}
