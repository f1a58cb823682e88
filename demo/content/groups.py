"""The demo's working groups. All people are invented.

People are (name, organisation or "", place); the first leader stands first. Requests are (name, organisation or
"", text), and invitations (name, place).
"""

GROUPS = [
    {
        "name": "Verksted og reparasjon",
        "icon": "wrench",
        "summary": "Sykler, møbler og elektronikk under samme tak: hva vi deler, og hvem som holder åpent når.",
        "purpose": "Vi finner ut hvordan verkstedene i Omigjen kan drives sammen, slik at folk får reparert det de har, og kan lære å gjøre det selv.\n\nVi ser på lokaler, verktøy, bemanning og priser, og prøver ut en felles verkstedkveld før piloten begynner.",
        "mandate": "Gruppa kan bestemme opplegget for verkstedkveldene og bruke inntil 15 000 kroner fra pilotmidlene.\n\nForslag om lokaler, leie og faste avtaler sender gruppa til kommunen.",
        "deliverable": "En plan for felles verksted: areal, utstyr, åpningstider, bemanning og hva det koster.",
        "due_in": 75,
        "joining": "open",
        "roles": ["sykkelverksted", "mobelverksted", "elektronikk"],
        "pages": 2,
        "people": [
            ("Silje Lunde", "Nordre Sykkelverksted AS", "leader"),
            ("Jonas Tangen", "Slemmestad Snekkeri", "member"),
            ("Per Olav Vik", "Fjordbyen Frivilligsentral", "member"),
            ("Yusuf Ali", "Vekst Arbeid og Inkludering AS", "member"),
            ("Jonas Berg", "Nordre Sykkelverksted AS", "member"),
            ("Amina Hassan", "", "observer"),
        ],
        "requests": [],
        "invitations": [("Mustafa Demir", "member")],
        "days_ago": 34,
    },
    {
        "name": "Tekstil og redesign",
        "icon": "scissors",
        "summary": "Systue, lappekvelder og redesign. Vi leter etter lys, store bord og folk som kan lære bort.",
        "purpose": "Vi lager et opplegg for systue og redesign i Omigjen: åpne kvelder, kurs for unge, og en hylle for klær som er gjort om.\n\nGruppa er for dem som vil holde i noe, stort eller lite.",
        "mandate": "Gruppa bestemmer innholdet i kurs og kvelder. Innkjøp over 5 000 kroner tar vi opp med kommunen.",
        "deliverable": "Et kursprogram for det første halvåret, og en liste over utstyret som må på plass før åpning.",
        "due_in": 48,
        "joining": "request",
        "roles": ["tekstil-og-redesign", "kurs-og-laering"],
        "pages": 1,
        "people": [
            ("Ingrid Solheim", "Røyken Husflidslag", "leader"),
            ("Berit Lie", "Røyken Husflidslag", "member"),
            ("Tone Ek", "Ombruksvenner på Slemmestad", "member"),
        ],
        "requests": [
            (
                "Linda Berg",
                "",
                "Jeg har jobbet som syerske i tjue år og kan holde kurs i lapping og omsøm på kveldstid.",
            )
        ],
        "invitations": [],
        "days_ago": 27,
    },
    {
        "name": "Varestrøm og transport",
        "icon": "truck",
        "summary": "Hvordan ting kommer inn, sorteres og kommer ut igjen, og hvem som kjører.",
        "purpose": "Vi kartlegger hva som kommer inn til et ombrukssenter og hvor mye, og finner en løsning for henting, sortering og lager som tåler en travel lørdag.\n\nFordi vi ser på tall fra virksomhetene, er gruppa etter invitasjon.",
        "mandate": "Gruppa lager forslag. Kommunen bestemmer om felles bil, lagerplass og avtaler om henting.",
        "deliverable": "Et notat med mengder, ruter og kostnader for tre alternativer.",
        "due_in": 110,
        "joining": "invite",
        "roles": ["henting-og-transport", "brukte-byggevarer"],
        "pages": 0,
        "people": [
            ("Amina Hassan", "", "leader"),
            ("Kari Aas", "Fjordbyen Frivilligsentral", "member"),
            ("Marit Haugen", "Vekst Arbeid og Inkludering AS", "member"),
        ],
        "requests": [],
        "invitations": [("Silje Lunde", "member")],
        "days_ago": 16,
    },
]
