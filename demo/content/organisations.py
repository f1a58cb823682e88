"""The demo's organisations. All are invented; their numbers are of the kind that the register never gives."""

ASKER = ("3470", "SLEMMESTAD", "ASKER")
# Number, name, form, industry, address, place, what else the register says.
UNITS = [
    ("310000043", "NORDRE SYKKELVERKSTED AS", "AS", "Reparasjon av sykler", "Verkstedveien 3", ASKER, {}),
    (
        "312345609",
        "RØYKEN HUSFLIDSLAG",
        "FLI",
        "Fritidsaktiviteter",
        "Bygdeveien 12",
        ("3440", "RØYKEN", "ASKER"),
        {"registrertIFrivillighetsregisteret": True},
    ),
    ("312345617", "SLEMMESTAD SNEKKERI", "ENK", "Snekkerarbeid", "Fjordveien 8", ASKER, {}),
    (
        "312345625",
        "VEKST ARBEID OG INKLUDERING AS",
        "AS",
        "Arbeidstrening",
        "Industriveien 20",
        ("3430", "SPIKKESTAD", "ASKER"),
        {},
    ),
    ("312345633", "FJORDBYEN FRIVILLIGSENTRAL", "ORGL", "Sosiale tjenester", "Torget 1", ASKER, {}),
    (
        "312345641",
        "DATA OG DELER AS",
        "AS",
        "Reparasjon av datamaskiner",
        "Kretsveien 5",
        ("1385", "ASKER", "ASKER"),
        {},
    ),
    ("312345668", "FJORD BYGGVARE AS", "AS", "Handel med byggevarer", "Kaia 2", ASKER, {"konkurs": True}),
    # In the register, and nobody's yet: for who tries to become a partner.
    ("312345676", "SLEMMESTAD KAFÉ OG KONDITORI AS", "AS", "Drift av kafeer", "Torget 4", ASKER, {}),
    (
        "312345684",
        "SLEMMESTAD SYKLUBB",
        "FLI",
        "Fritidsaktiviteter",
        "",
        ASKER,
        {"registrertIFrivillighetsregisteret": True},
    ),
    (
        "312345692",
        "ASKER VARETRANSPORT AS",
        "AS",
        "Godstransport på vei",
        "Lasteveien 7",
        ("1384", "ASKER", "ASKER"),
        {},
    ),
    (
        "312345706",
        "GAMLE GLEDER BRUKTHANDEL",
        "ENK",
        "Handel med brukte varer",
        "Storgata 30",
        ("3440", "RØYKEN", "ASKER"),
        {"underAvvikling": True},
    ),
]
FORMS = {
    "AS": "Aksjeselskap",
    "ENK": "Enkeltpersonforetak",
    "FLI": "Forening/lag/innretning",
    "ORGL": "Organisasjonsledd",
}
DELETED = {"312345714"}

# Number (none for the informal group), name, owner, members, profile.
ORGANISATIONS = [
    (
        "310000043",
        "Nordre Sykkelverksted AS",
        "Silje Lunde",
        ["Jonas Berg"],
        {
            "about": "Vi er fem som reparerer og bygger om sykler på Slemmestad. Brukte deler er halve lageret.",
            "offers": "To mekanikere en dag i uka, verktøy til et åpent verksted og en elektrisk kassebil.",
            "needs": "Et tørt rom med vann og gulvsluk, minst 60 kvadratmeter.",
            "website": "https://nordresykkel.example",
            "contact_name": "Silje Lunde",
        },
    ),
    (
        "312345609",
        "Røyken Husflidslag",
        "Ingrid Solheim",
        ["Berit Lie"],
        {
            "about": "Husflidslaget har 140 medlemmer som syr, strikker, vever og lapper.",
            "offers": "Kursholdere, ti symaskiner og en kveld i uka med åpen systue.",
            "needs": "Gode lys, store bord og et sted å låse inn maskinene.",
            "contact_name": "Ingrid Solheim",
        },
    ),
    (
        "312345617",
        "Slemmestad Snekkeri",
        "Jonas Tangen",
        [],
        {
            "about": "Enmannsverksted som setter i stand møbler og bygger innredning av brukt tre.",
            "offers": "En snekker to dager i uka og opplæring ved høvelbenken.",
            "needs": "Avsug og plass til en båndsag.",
        },
    ),
    (
        "312345625",
        "Vekst Arbeid og Inkludering AS",
        "Marit Haugen",
        ["Yusuf Ali"],
        {
            "about": "Vi gir arbeidstrening til folk som trenger en ny start.",
            "offers": "Seks plasser med arbeidsleder, i butikk, lager og verksted.",
            "needs": "Faste oppgaver og et sted å spise lunsj sammen.",
        },
    ),
    (
        "312345633",
        "Fjordbyen Frivilligsentral",
        "Kari Aas",
        ["Per Olav Vik", "Tone Ek"],
        {
            "about": "Møteplass for frivillige i Slemmestad og omegn.",
            "offers": "Sjåfører tirsdag og torsdag, og verter til kafeen.",
            "needs": "En bil å låne og noen som kan lære opp vertene.",
        },
    ),
    (
        "",
        "Ombruksvenner på Slemmestad",
        "Tone Ek",
        ["Silje Lunde"],
        {
            "about": "En nabogjeng som bytter klær, leker og hageredskap den første lørdagen i måneden.",
            "offers": "Folk til byttedager, og mange esker med leker.",
            "visibility": "partners",
        },
    ),
    ("312345641", "Data og Deler", "Mustafa Demir", [], {}),
    ("312345668", "Fjord Byggvare AS", "Kjersti Moe", [], {}),
]
PENDING = "312345641"
SUSPENDED = "312345668"
REASON = "Enhetsregisteret melder at virksomheten er konkurs. Ta kontakt når boet er avklart."
ASKS = "Linda Berg"
INVITED = "verksted@nordresykkel.example"
DAYS_AGO = 40
