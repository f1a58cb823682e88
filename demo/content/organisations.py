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

# Number (none for the informal group), name, owner, members, logo (icon, ink, background, shape), profile.
ORGANISATIONS = [
    (
        "310000043",
        "Nordre Sykkelverksted AS",
        "Silje Lunde",
        ["Jonas Berg"],
        ("bicycle", "#ffffff", "#14553f", "round"),
        {
            "about": "Vi er fem som reparerer og bygger om sykler på Slemmestad. Brukte deler er halve lageret.\n\nVi har holdt åpent verksted for ungdom siden 2019, og vet hva som skal til for at folk tør å skru selv.",
            "offers": "To mekanikere en dag i uka, verktøy til et åpent verksted og en elektrisk kassebil.",
            "needs": "Et tørt rom med vann og gulvsluk, minst 60 kvadratmeter.",
            "tags": ["sykkelreparasjon", "åpent verksted", "transport"],
            "website": "https://nordresykkel.example",
            "contact_name": "Silje Lunde",
        },
    ),
    (
        "312345609",
        "Røyken Husflidslag",
        "Ingrid Solheim",
        ["Berit Lie"],
        ("scissors", "#ffffff", "#c8472b", "square"),
        {
            "about": "Husflidslaget har 140 medlemmer som syr, strikker, vever og lapper. Det eldste medlemmet har lært bort lapping i seksti år.",
            "offers": "Kursholdere, ti symaskiner og en kveld i uka med åpen systue.",
            "needs": "Gode lys, store bord og et sted å låse inn maskinene.",
            "tags": ["tekstil", "redesign", "kurs"],
            "website": "https://roykenhusflid.example",
            "contact_name": "Ingrid Solheim",
        },
    ),
    (
        "312345617",
        "Slemmestad Snekkeri",
        "Jonas Tangen",
        [],
        None,
        {
            "about": "Enmannsverksted som setter i stand møbler og bygger innredning av brukt tre.",
            "offers": "En snekker to dager i uka og opplæring ved høvelbenken.",
            "needs": "Avsug og plass til en båndsag.",
            "tags": ["møbler", "brukte byggevarer", "kurs"],
            "website": "https://slemmestadsnekkeri.example",
            "contact_name": "Jonas Tangen",
        },
    ),
    (
        "312345625",
        "Vekst Arbeid og Inkludering AS",
        "Marit Haugen",
        ["Yusuf Ali"],
        ("plant", "#14553f", "#a9c1b9", "square"),
        {
            "about": "Vi gir arbeidstrening til folk som trenger en ny start. Tre av fire går videre til jobb eller skole.",
            "offers": "Seks plasser med arbeidsleder, i butikk, lager og verksted.",
            "needs": "Faste oppgaver og et sted å spise lunsj sammen.",
            "tags": ["arbeidsinkludering", "butikk", "lager"],
            "website": "https://vekstarbeid.example",
            "contact_name": "Marit Haugen",
        },
    ),
    (
        "312345633",
        "Fjordbyen Frivilligsentral",
        "Kari Aas",
        ["Per Olav Vik", "Tone Ek"],
        ("hand-heart", "#ffffff", "#2c5f7c", "round"),
        {
            "about": "Møteplass for frivillige i Slemmestad og omegn. Vi kobler dem som vil hjelpe, med dem som trenger en hånd.",
            "offers": "Sjåfører tirsdag og torsdag, og verter til kafeen.",
            "needs": "En bil å låne og noen som kan lære opp vertene.",
            "tags": ["frivillige", "kafé", "transport"],
            "website": "https://fjordbyenfrivillig.example",
            "contact_name": "Kari Aas",
        },
    ),
    (
        "",
        "Ombruksvenner på Slemmestad",
        "Tone Ek",
        ["Silje Lunde"],
        ("recycle", "#c8472b", "#f0e7da", "round"),
        {
            "about": "En nabogjeng som bytter klær, leker og hageredskap den første lørdagen i måneden.",
            "offers": "Folk til byttedager, og mange esker med leker.",
            "needs": "Et tørt sted å ha eskene mellom byttedagene.",
            "tags": ["byttedager", "klær", "leker"],
            "place": "Slemmestad",
            "website": "https://ombruksvenner.example",
            "contact_name": "Tone Ek",
            "visibility": "partners",
        },
    ),
    (
        "312345641",
        "Data og Deler",
        "Mustafa Demir",
        [],
        ("laptop", "#ffffff", "#14553f", "square"),
        {
            "about": "Vi gir bærbare maskiner et liv til, og sletter dem trygt først.",
            "offers": "Reparasjon av pc og mobil to ettermiddager i uka.",
            "needs": "Låsbart lager og godt nett.",
            "tags": ["elektronikk", "reparasjon"],
            "website": "https://dataogdeler.example",
            "contact_name": "Mustafa Demir",
        },
    ),
    (
        "312345668",
        "Fjord Byggvare AS",
        "Kjersti Moe",
        [],
        None,
        {
            "about": "Byggevarehandel ved kaia, med eget hjørne for vinduer og dører til ny bruk.",
            "offers": "Varebil og paller, og plass ute til store ting.",
            "needs": "Avtale om henting fra rivetomter.",
            "tags": ["brukte byggevarer", "transport"],
            "website": "https://fjordbyggvare.example",
            "contact_name": "Kjersti Moe",
        },
    ),
]
PENDING = "312345641"
SUSPENDED = "312345668"
REASON = "Enhetsregisteret melder at virksomheten er konkurs. Ta kontakt når boet er avklart."
ASKS = "Linda Berg"
INVITED = "verksted@nordresykkel.example"
DAYS_AGO = 40
