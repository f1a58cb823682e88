"""The demo's decisions in working groups. All people are invented.

`days_ago` says when one was opened, `closes_in` in how many days it closes; one that is closed has an
`outcome` as (text, owner, days to the review or None). Votes are (name, the codes or numbers of the choices or
how each time fits, reason). Times are (in days, from, to).
"""

DECISIONS = [
    {
        "group": "Verksted og reparasjon",
        "kind": "consent",
        "by": "Silje Lunde",
        "title": "Skal vi holde felles verkstedkveld hver torsdag fra januar?",
        "text": "Forslaget er at vi åpner alle tre verkstedene torsdager kl. 17–20. Hvert verksted stiller med én fagperson, og frivilligsentralen har to vertskap som tar imot folk.\n\nVi prøver i åtte uker, og ser så på hvor mange som kom.",
        "results": "at_once",
        "days_ago": 3,
        "closes_in": 4,
        "votes": [
            ("Per Olav Vik", "consent", "Vi har nok verter til og med februar."),
            (
                "Jonas Tangen",
                "block",
                "Snekkeriet kan ikke ha saga i gang etter kl. 19 på grunn av støy for naboene. Flytter vi slutten til kl. 19, er jeg med.",
            ),
            (
                "Yusuf Ali",
                "concern",
                "Jeg kan ikke love en fagperson hver uke. Annenhver torsdag går fint, og så finner vi en vikar for resten.",
            ),
        ],
    },
    {
        "group": "Verksted og reparasjon",
        "kind": "proposal",
        "by": "Silje Lunde",
        "title": "Vi deler ett verktøylager i stedet for tre",
        "text": "Ett felles lager med utlånsliste gir plass til to arbeidsbenker til. Hvert verksted merker sitt eget verktøy.",
        "results": "voted",
        "days_ago": 40,
        "closes_in": -33,
        "votes": [
            ("Silje Lunde", "agree", ""),
            ("Jonas Tangen", "agree", ""),
            ("Per Olav Vik", "agree", "Da blir det også lettere å finne fram for de frivillige."),
            ("Yusuf Ali", "abstain", ""),
            ("Jonas Berg", "disagree", "Jeg vil heller ha spesialverktøyet for sykkel i et låst skap."),
        ],
        "outcome": (
            "Vi deler ett lager fra desember. Spesialverktøyet for sykkel står i et låst skap inne på lageret, og nøkkelen henger hos Nordre Sykkelverksted.\n\nVi ser på ordningen igjen når vi har prøvd den en måned.",
            "Per Olav Vik",
            0,
        ),
    },
    {
        "group": "Verksted og reparasjon",
        "kind": "times",
        "by": "Per Olav Vik",
        "title": "Når rydder vi det felles lageret?",
        "text": "Vi trenger to timer og minst fire personer. Frivilligsentralen tar med kaffe og hengere til det som skal kastes.",
        "results": "at_once",
        "days_ago": 2,
        "closes_in": 3,
        "times": [(9, 18, 20), (10, 17, 19), (14, 18, 20)],
        "votes": [
            ("Per Olav Vik", ["yes", "maybe", "yes"], ""),
            ("Jonas Tangen", ["yes", "no", "maybe"], ""),
            ("Yusuf Ali", ["maybe", "no", "yes"], ""),
        ],
    },
    {
        "group": "Tekstil og redesign",
        "kind": "count",
        "by": "Ingrid Solheim",
        "title": "Hvem blir med og ser på symaskiner i Drammen?",
        "text": "Vi kjører fra Slemmestad kl. 10 og er tilbake til middag.",
        "results": "at_once",
        "days_ago": 2,
        "closes_in": 6,
        "votes": [("Ingrid Solheim", "yes", "Jeg har plass til tre i bilen."), ("Berit Lie", "no", "")],
    },
    {
        "group": "Varestrøm og transport",
        "kind": "ranking",
        "by": "Amina Hassan",
        "title": "Hva skal vi regne på først?",
        "text": "Vi rekker å regne grundig på ett alternativ før jul. De andre tar vi på nyåret.",
        "results": "closed",
        "anonymous": True,
        "days_ago": 1,
        "closes_in": 5,
        "options": [
            "Felles varebil med sjåfør",
            "Henting med frivillige og henger",
            "Fast avtale med transportør",
        ],
        "votes": [("Kari Aas", [1, 0, 2], "")],
    },
]
