"""The demo's tasks and calls for volunteers. All people are invented.

Tasks are (title, text, owner or "", days until due or None, state, made by). Days may be in the past.
"""

TASKS = {
    "Verksted og reparasjon": [
        (
            "Skriv liste over verktøy vi kan dele",
            "Ta med slipemaskin, søylebor og mekkestativ. Skriv hvem som eier hva, og hva det koster å forsikre.",
            "Silje Lunde",
            2,
            "doing",
            "Silje Lunde",
        ),
        (
            "Hent inn pris på avtrekk til lakkrom",
            "To leverandører holder. Vi trenger pris for 40 m² med og uten montering.",
            "Jonas Tangen",
            -3,
            "doing",
            "Silje Lunde",
        ),
        (
            "Sett opp vaktliste for verkstedkveldene",
            "Tre på vakt hver gang: én på sykkel, én på tre og én i døra.",
            "Per Olav Vik",
            6,
            "open",
            "Silje Lunde",
        ),
        (
            "Finn lokale til prøvekvelden",
            "Helst med bred dør og parkering for tilhenger. Ungdomsklubben har et rom som kan passe.",
            "",
            9,
            "open",
            "Per Olav Vik",
        ),
        (
            "Lag oppslag om verkstedkvelden",
            "Til butikken, biblioteket og Facebook-gruppa. Én side, stor skrift.",
            "",
            16,
            "open",
            "Yusuf Ali",
        ),
        ("Regn ut hva en time på verkstedet koster", "", "Yusuf Ali", 24, "open", "Silje Lunde"),
        ("Spør andre verksteder om åpningstider", "", "Jonas Berg", None, "done", "Silje Lunde"),
        ("Mål opp lageret i Slemmestad", "", "Jonas Tangen", None, "done", "Jonas Tangen"),
        (
            "Avtal møte med brannvesenet om lading av batterier",
            "",
            "Silje Lunde",
            None,
            "done",
            "Silje Lunde",
        ),
        ("Tell reparasjoner på prøvekvelden i fjor", "", "Per Olav Vik", None, "done", "Silje Lunde"),
        (
            "Kjøp egen varebil",
            "Vi låner bil av Frivilligsentralen i stedet.",
            "",
            None,
            "dropped",
            "Jonas Berg",
        ),
    ],
    "Tekstil og redesign": [
        (
            "Skriv kursplan for lappekveldene",
            "Seks kvelder, med nivå og hva folk må ta med.",
            "Ingrid Solheim",
            5,
            "doing",
            "Ingrid Solheim",
        ),
        (
            "Sjekk hvor mange symaskiner som virker",
            "",
            "Berit Lie",
            8,
            "open",
            "Ingrid Solheim",
        ),
        ("Finn to store klippebord", "Minst 120 cm brede.", "", 20, "open", "Tone Ek"),
        ("Spør skolen om å låne sløydsalen", "", "Tone Ek", None, "done", "Ingrid Solheim"),
    ],
    "Varestrøm og transport": [
        (
            "Vei det som kommer inn i uke 3",
            "Bruk skjemaet fra miljøstasjonen, og skill mellom møbler, klær og småting.",
            "Kari Aas",
            -1,
            "doing",
            "Amina Hassan",
        ),
        (
            "Be om tilbud på leie av kassebil",
            "Korttid og langtid, med og uten lift.",
            "Amina Hassan",
            4,
            "open",
            "Amina Hassan",
        ),
        ("Tegn rute for henting på tirsdager", "", "", 14, "open", "Marit Haugen"),
    ],
}

# The day is counted from today; hours are Norwegian time. Those who come are (name, what they wrote).
CALL_OUTS = [
    {
        "group": "Verksted og reparasjon",
        "by": "Silje Lunde",
        "title": "Flyttedag: hyller og arbeidsbenker",
        "text": "Vi henter hyller, benker og to søylebor fra det gamle lageret og setter dem opp i prøvelokalet. Det blir pizza når vi er ferdige.",
        "place": "Slemmestad, inngang fra havna",
        "skills": "Kunne løfte tungt, eller kjøre med tilhenger",
        "in_days": 8,
        "hours": (10, 14),
        "places": 6,
        "accepts_at_once": True,
        "people": [
            ("Per Olav Vik", "Jeg har tilhenger og stropper."),
            ("Yusuf Ali", ""),
            ("Ida Redaktør Dahl", "Kan være med fram til klokka 12."),
        ],
        "accepted": [],
    },
    {
        "group": "Tekstil og redesign",
        "by": "Ingrid Solheim",
        "title": "Verter på den første lappekvelden",
        "text": "Vi trenger tre som tar imot, koker kaffe og hjelper folk i gang. Ingrid og Berit viser hvordan man lapper.",
        "place": "Røyken bibliotek",
        "skills": "Sy på knapp og lappe et hull",
        "in_days": 15,
        "hours": (18, 21),
        "places": 3,
        "accepts_at_once": False,
        "people": [
            ("Linda Berg", "Jeg har holdt kurs før og tar gjerne med egen maskin."),
            ("Jon Tveit", "Kan ikke sy, men koker god kaffe."),
        ],
        "accepted": ["Linda Berg"],
    },
]
