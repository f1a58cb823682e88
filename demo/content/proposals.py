"""What the demo's partners propose, and what the municipality does with it. Everybody is invented."""

# Norwegian, English, weight, what it means, the same in English.
CRITERIA = [
    (
        "Gjennomføring",
        "Delivery",
        3,
        "Er planen konkret, og har de folk og utstyr til den?",
        "Is the plan concrete, and do they have the people and equipment for it?",
    ),
    (
        "Bidrag til ombruk",
        "Contribution to reuse",
        3,
        "Hvor mye mer blir brukt om igjen?",
        "How much more will be used again?",
    ),
    (
        "Samarbeid",
        "Cooperation",
        2,
        "Deler de rom, varer og kunnskap med de andre?",
        "Do they share rooms, goods and knowledge with the others?",
    ),
    (
        "Åpenhet for alle",
        "Open to all",
        1,
        "Kan folk med liten råd, barn og nye i landet være med?",
        "Can people with little money, children and newcomers take part?",
    ),
]

EVERYONE, PARTNERS, MUNICIPALITY = "everyone", "partners", "municipality"
LEAD, CONTRIBUTE = "lead", "contribute"

# Each proposal: `key`, who writes it (`by`, an account's name) and for whom (`organisation`, empty for a volunteer),
# how it wants to take part, `offers` (role, part, amount, who sees it), `texts` (key, who sees it, words),
# `resources` (direction, kind, words), and `began`: so many days ago.
PROPOSALS = [
    {
        "key": "nordre",
        "organisation": "Nordre Sykkelverksted AS",
        "by": "Silje Lunde",
        "began": 30,
        "as_developer": True,
        "as_participant": True,
        "offers": [
            ("sykkelverksted", LEAD, "2", EVERYONE),
            ("kurs-og-laering", CONTRIBUTE, "1", PARTNERS),
        ],
        "texts": [
            (
                "summary",
                EVERYONE,
                "Vi flytter deler av verkstedet vårt inn i Omigjen og holder det åpent for alle to dager i uka.",
            ),
            (
                "offer",
                EVERYONE,
                "To mekanikere bemanner verkstedet tirsdag og torsdag fra 11 til 18. Folk kan levere sykkelen, "
                "eller lære å gjøre det selv. Sykler som kommer inn til senteret, gjør vi i stand for utlån og salg.",
            ),
            ("premises", PARTNERS, "Vi trenger 60 kvadratmeter med vann, gulvsluk og port mot gata."),
            (
                "staff",
                MUNICIPALITY,
                "To av våre fem ansatte, i 40 prosent stilling hver. Vi lønner dem selv det første året.",
            ),
            (
                "equipment",
                PARTNERS,
                "To stativer, hjulrettebenk og verktøy til et åpent verksted tar vi med.",
            ),
            (
                "needs_municipality",
                PARTNERS,
                "Et rom som er klart til åpning, og en leie vi kjenner på forhånd.",
            ),
            ("needs_others", PARTNERS, "Noen som henter sykler fra gjenvinningsstasjonen hver uke."),
            (
                "success",
                EVERYONE,
                "At utlån og verksted deler ett og samme lager, så ingen sykkel blir stående og vente.",
            ),
            ("references", MUNICIPALITY, "Vi drev sykkelverkstedet på vinterfestivalen i to år."),
        ],
        "resources": [
            ("offers", "transport", "En elektrisk kassebil som står stille onsdag og fredag"),
            ("needs", "storage", "Tørt lager til 40 sykler gjennom vinteren"),
        ],
    },
    {
        "key": "husflid",
        "organisation": "Røyken Husflidslag",
        "by": "Ingrid Solheim",
        "began": 29,
        "as_developer": True,
        "as_participant": True,
        "offers": [
            ("tekstil-og-redesign", LEAD, "3", EVERYONE),
            ("kurs-og-laering", LEAD, "2", EVERYONE),
        ],
        "texts": [
            (
                "summary",
                EVERYONE,
                "Åpen systue tre kvelder i uka, der folk lærer å lappe og sy om det de har.",
            ),
            (
                "offer",
                EVERYONE,
                "Ti symaskiner, to veiledere hver kveld og kurs i lapping, strikking og redesign. "
                "Lag og skoleklasser kan komme gratis.",
            ),
            ("staff", PARTNERS, "Tolv medlemmer deler på kveldene. Ingen av dem får lønn."),
            ("needs_municipality", PARTNERS, "Godt lys, store bord og et skap vi kan låse."),
            ("success", EVERYONE, "At tøyet som ikke blir solgt, kommer til oss og ikke i containeren."),
        ],
        "resources": [
            ("needs", "tools", "En kraftig overlockmaskin, til låns noen kvelder"),
            ("offers", "hours", "Fire som kan sortere tøy lørdag formiddag"),
        ],
    },
    {
        "key": "snekker",
        "organisation": "Slemmestad Snekkeri",
        "by": "Jonas Tangen",
        "began": 21,
        "as_developer": False,
        "as_participant": True,
        "offers": [("mobelverksted", LEAD, "2", EVERYONE), ("kurs-og-laering", LEAD, "2", PARTNERS)],
        "texts": [
            ("summary", EVERYONE, "En snekker på huset to dager i uka, og opplæring ved høvelbenken."),
            (
                "offer",
                PARTNERS,
                "Jeg setter i stand småmøbler som kommer inn, og viser andre hvordan. Onsdag er for dem som vil lære.",
            ),
            ("needs_municipality", MUNICIPALITY, "Avsug, plass til en båndsag og hjelp til brannvern."),
            ("success", EVERYONE, "At verkstedet ligger vegg i vegg med butikken."),
        ],
        "resources": [
            ("offers", "tools", "Overlockmaskin og industrisymaskin etter min mor"),
            ("needs", "materials", "Planker og finér av brukt tre"),
        ],
    },
    {
        "key": "vekst",
        "organisation": "Vekst Arbeid og Inkludering AS",
        "by": "Marit Haugen",
        "began": 24,
        "as_developer": True,
        "as_participant": True,
        "offers": [
            ("arbeidsinkludering", LEAD, "6", EVERYONE),
            ("sykkelverksted", CONTRIBUTE, "1", PARTNERS),
            ("elektronikk", CONTRIBUTE, "1", PARTNERS),
        ],
        "texts": [
            (
                "summary",
                EVERYONE,
                "Seks plasser for folk som trenger en ny start, med arbeidsleder hver dag.",
            ),
            (
                "offer",
                PARTNERS,
                "En arbeidsleder på heltid og seks deltakere i butikk, lager og verksted. Deltakerne blir i tre til "
                "ni måneder og får attest.",
            ),
            (
                "staff",
                MUNICIPALITY,
                "Arbeidslederen lønnes over avtalen vår med Nav. Den går ut til sommeren.",
            ),
            ("needs_municipality", MUNICIPALITY, "At kommunen står bak avtalen videre."),
            ("success", PARTNERS, "Faste oppgaver hver dag, og et sted å spise lunsj sammen."),
        ],
        "resources": [("offers", "storage", "Uisolert lager på Spikkestad, 80 kvadratmeter")],
    },
    {
        "key": "frivilligsentral",
        "organisation": "Fjordbyen Frivilligsentral",
        "by": "Kari Aas",
        "began": 9,
        "as_developer": True,
        "as_participant": True,
        "offers": [
            ("utlan-av-sportsutstyr", LEAD, "20", EVERYONE),
            ("kafe-og-moteplass", CONTRIBUTE, "2", EVERYONE),
        ],
        "texts": [
            (
                "summary",
                EVERYONE,
                "Frivillige låner ut sportsutstyr på ettermiddagene og er verter i kafeen.",
            ),
            ("offer", EVERYONE, "Tolv frivillige på to timers vakter. Vi lærer dem opp og lager vaktlista."),
            ("needs_others", PARTNERS, "En bil til å hente utstyr, og noen som kan se over skiene."),
            ("success", EVERYONE, "At lånet er gratis, og at ingen må vise legitimasjon."),
        ],
        "resources": [("needs", "transport", "Bil til å hente sportsutstyr, en dag i uka")],
    },
    {
        "key": "kafe",
        "organisation": "Ombruksvenner på Slemmestad",
        "by": "Tone Ek",
        "began": 28,
        "as_developer": False,
        "as_participant": True,
        "offers": [("kafe-og-moteplass", LEAD, "5", PARTNERS)],
        "texts": [
            ("summary", PARTNERS, "Nabokafé hver ettermiddag, med kaker av det butikken har til overs."),
            (
                "offer",
                PARTNERS,
                "Åtte naboer deler på vaktene. Vi har drevet kafé på grendehuset én gang i måneden.",
            ),
        ],
        "resources": [],
    },
    {
        "key": "byttetorg",
        "organisation": "Ombruksvenner på Slemmestad",
        "by": "Tone Ek",
        "began": 6,
        "as_developer": True,
        "as_participant": False,
        "idea": "Byttetorg for barneklær og leker",
        "offers": [],
        "texts": [
            ("summary", EVERYONE, "Et torg der barn bytter med barn, den første lørdagen i måneden."),
            ("offer", EVERYONE, "Vi rigger, rydder og passer på at alle går hjem med noe."),
            ("success", EVERYONE, "Plass inne når det regner."),
        ],
        "resources": [],
    },
    {
        "key": "volunteer",
        "organisation": "",
        "by": "Per Olav Vik",
        "began": 8,
        "as_developer": False,
        "as_participant": True,
        "offers": [("utlan-av-sportsutstyr", CONTRIBUTE, "4", PARTNERS)],
        "texts": [
            ("summary", PARTNERS, "Jeg kan preppe ski og stille inn bindinger, en ettermiddag i uka."),
            ("offer", PARTNERS, "Onsdager fra 16 til 20. Jeg har gjort det for idrettslaget i mange år."),
        ],
        "resources": [],
    },
    {
        "key": "withdrawn",
        "organisation": "Fjordbyen Frivilligsentral",
        "by": "Kari Aas",
        "began": 27,
        "as_developer": True,
        "as_participant": False,
        "offers": [("kurs-og-laering", LEAD, "2", PARTNERS)],
        "texts": [
            ("summary", PARTNERS, "Språkkafé og datahjelp, to kvelder i måneden."),
            ("offer", PARTNERS, "Frivillige som hjelper én og én."),
        ],
        "resources": [],
    },
    {
        "key": "draft",
        "organisation": "Nordre Sykkelverksted AS",
        "by": "Jonas Berg",
        "began": 2,
        "as_developer": False,
        "as_participant": False,
        "offers": [("elektronikk", CONTRIBUTE, None, PARTNERS)],
        "texts": [("summary", PARTNERS, "Vi kan ta imot elsykler med feil på batteri og motor.")],
        "resources": [],
    },
    {
        "key": "pending",
        "organisation": "Data og Deler",
        "by": "Mustafa Demir",
        "began": 1,
        "as_developer": True,
        "as_participant": True,
        "offers": [("elektronikk", LEAD, "2", PARTNERS)],
        "texts": [
            ("summary", PARTNERS, "Reparasjon av pc-er og telefoner, to dager i uka."),
            ("offer", PARTNERS, "To fagfolk med eget verktøy, og et sikkert opplegg for sletting av data."),
        ],
        "resources": [],
    },
]

# A later version of the first one: what it says instead.
NORDRE_AGAIN = (
    "To mekanikere bemanner verkstedet tirsdag og torsdag fra 11 til 18, og annenhver lørdag. Folk kan levere "
    "sykkelen, eller lære å gjøre det selv. Sykler som kommer inn til senteret, gjør vi i stand for utlån og salg, "
    "og vi fører liste over hva vi har spart."
)

EXPERT = "Helene Strand"
# Who assesses the carpenter's proposal: points by criterion, each with a remark, and the whole.
SCORES = {
    "Amina Hassan": (
        [4, 3, 4, 3],
        "Konkret og ærlig. Vi må se på avsuget.",
        "Godt forslag som bør få en prøve.",
    ),
    EXPERT: ([3, 4, 5, 3], "", "Han kjenner håndverket. Båndsagen krever eget rom."),
}

QUESTION = (
    "Avtalen med Nav går ut til sommeren. Hva gjør dere med de seks plassene hvis den ikke blir fornyet?"
)
ASKED_BEFORE = "Kan alle seks plassene være klare til åpningen?"
ANSWERED_BEFORE = "Ja. Fire står klare nå, og to kommer i løpet av den første måneden."
CLARIFIED = (
    "Må vi betale leie for verkstedplassen det første året?",
    "Nei. Verkstedplassen er gratis det første året for alle. Etter det deler vi utgiftene til strøm og renhold.",
)

ACCEPTED = {
    "nordre": (
        "Planen er konkret, bemanningen er på plass, og verkstedet gir senteret noe å komme for fra første dag.",
        "Verkstedet holder åpent minst to dager i uka. Partene ser på bemanningen etter seks måneder.",
    ),
    "husflid": (
        "Systua når mange, har erfarne veiledere og bruker tøy som ellers ville blitt avfall.",
        "Minst én av kveldene er gratis for barn og unge.",
    ),
}
DECLINED = (
    "Kafeen må være åpen fem dager i uka, og forslaget har folk til to. Vi vil gjerne ha dere med som verter sammen "
    "med frivilligsentralen, og håper dere sender et nytt forslag om det."
)
