"""What people have said about the concept of the demo. All of them are invented."""

# How two blocks of «Ombrukshuset» read at first: one was written anew, the other was taken out.
EARLIER = {
    1: (
        "<p>Ombrukshuset samler det en familie trenger på én tur: klær og sko, sportsutstyr, leker og møbler i alle "
        "størrelser. Hver aktør driver sin egen butikk, med egen kasse og eget lager.</p><p>Midt i huset ligger "
        "torget med kafé. Der kan du levere ting, vente på en reparasjon, møte naboen eller delta på et kurs.</p>"
    )
}
TAKEN_OUT = "<p>Huset holder åpent hver dag fra ti til åtte, også søndager og helligdager.</p>"

PHASE = ("Vi samler det som må være på plass", "We gather what must be in place")

ACCOUNTS = "Kassesystemet må kunne skille varene fra hverandre, ellers går ikke regnskapet opp hos oss."
# Documents that go with a comment: name, and source for typst.
ATTACHED = {
    ACCOUNTS: [
        (
            "Oppgjør for hver aktør.pdf",
            """#set document(title: "Oppgjør for hver aktør")
#set text(lang: "nb", size: 12pt)
= Oppgjør for hver aktør
Eksempel fra Nordre Sykkelverksted AS: slik deler vi salget i felles kasse.

#table(
  columns: 3,
  table.header[Vare][Eier][Andel til eieren],
  [Brukt sykkel], [Sykkelverkstedet], [80 prosent],
  [Sykkelhjelm], [Felles lager], [50 prosent],
  [Reparasjon], [Sykkelverkstedet], [100 prosent],
)
""",
        )
    ]
}

# Number of the block, or None for the page as a whole; «gone» is the block that was taken out.
# Block, kind, text, quote, theme, name, organisation, shown as, who sees it, days ago, verdict, answer.
BEFORE = [
    (
        1,
        "need",
        "Egen kasse og eget lager blir for dyrt for oss som er små. Kan vi **dele** på det?\n\n"
        "- felles kasse, oppgjør hver måned\n- låsbare bur i stedet for bakrom",
        "Hver aktør driver sin egen butikk, med egen kasse og eget lager.",
        "drift",
        "Silje Lunde",
        "Nordre Sykkelverksted AS",
        "organisation",
        "everyone",
        21,
        "adopted",
        "Takk. Dette har vi endret: I den nye teksten deler aktørene kasse, lager og betjening.",
    ),
    (
        1,
        "comment",
        "Store møbler tar all plassen. Begynn med det en kan bære hjem selv.",
        "møbler i alle størrelser",
        "innhold",
        "Jon Tveit",
        "",
        "name",
        "everyone",
        19,
        "adopted",
        "Enig. Nå står det småmøbler i teksten. Store møbler kan hentes på bestilling.",
    ),
    (
        "gone",
        "success",
        "Åpent hver dag til klokka åtte krever flere folk enn noen av oss har. Start med fire dager i uka.",
        "hver dag fra ti til åtte",
        "drift",
        "Kari Nordby",
        "",
        "name",
        "everyone",
        18,
        "adopted",
        "Du har rett i at vi lovet for mye. Avsnittet er tatt ut, og åpningstidene avtales med partnerne.",
    ),
    (
        "gone",
        "question",
        "Har dere spurt naboene om søndagsåpent?",
        "",
        "drift",
        "Anders Lie",
        "",
        "anonymous",
        "everyone",
        16,
        "answered",
        "Nei, ikke ennå. Avsnittet er tatt ut til vi har gjort det.",
    ),
]
AFTER = [
    (
        "ombrukshuset",
        1,
        "idea",
        "Barn må ha et sted å være mens foreldrene leter. Et lekehjørne ved kafeen holder.",
        "Midt i huset ligger torget med kafé.",
        "innhold",
        "Per Olav Vik",
        "",
        "name",
        "everyone",
        12,
        "partly",
        "God idé. Vi setter av plass til et hjørne, men trenger noen som tar ansvar for det.",
    ),
    (
        "ombrukshuset",
        3,
        "need",
        ACCOUNTS,
        "Felles kasse",
        "okonomi",
        "Silje Lunde",
        "Nordre Sykkelverksted AS",
        "organisation",
        "everyone",
        9,
        "considering",
        "",
    ),
    (
        "ombrukshuset",
        6,
        "success",
        "Bruktbutikkene som finnes, må få være med fra starten. Da blir det ikke konkurranse, men flere kunder på "
        "alle.\n\n> Hvordan unngår vi å konkurrere\n\nSpør dem før dere spør oss andre.",
        "",
        "okonomi",
        "Jon Tveit",
        "",
        "name",
        "everyone",
        6,
        "new",
        "",
    ),
    (
        "ombrukshuset",
        None,
        "comment",
        "Fint og lesbart. Jeg savner et kart som viser hvor langt det er fra bussen.",
        "",
        "lokaler",
        "Eva Moen",
        "",
        "name",
        "everyone",
        5,
        "new",
        "",
    ),
    (
        "verkstedgata",
        1,
        "need",
        "For lærlinger må det være en fagarbeider til stede hele tiden. Det må stå i planen.",
        "Lærlinger og frivillige deltar",
        "roller",
        "Mona Ruud",
        "",
        "anonymous",
        "everyone",
        11,
        "adopted",
        "Det er et krav, og vi skriver det inn i beskrivelsen av rollene.",
    ),
    (
        "verkstedgata",
        2,
        "question",
        "Er seks plasser til arbeidstrening avtalt med NAV, eller er det et ønske?",
        "plasser til arbeidstrening",
        "roller",
        "Per Olav Vik",
        "",
        "name",
        "partners",
        8,
        "considering",
        "",
    ),
    (
        "verkstedgata",
        3,
        "idea",
        "Systua kan dele lokale med redesign. Vi har seks maskiner som står stille på dagtid.",
        "",
        "innhold",
        "Eva Moen",
        "",
        "name",
        "everyone",
        3,
        "new",
        "",
    ),
    (
        "utlanssentralen",
        1,
        "success",
        "Utlån lykkes når det er *like lett å levere som å låne*. Ta med ski og skøyter fra første vinter.",
        "Ski og kajakker står mest i boden.",
        "frivillighet",
        "Anders Lie",
        "",
        "name",
        "everyone",
        10,
        "adopted",
        "Takk. Skap for innlevering hele døgnet er med, og vintersport er det første vi låner ut.",
    ),
]

# (page, block, kind, text, name): waits until the municipality has seen it.
WAITING = (
    "utlanssentralen",
    1,
    "question",
    "Hva skjer om jeg ødelegger noe jeg har lånt? Det må stå her, ellers tør ikke folk låne.",
    "Kari Nordby",
)
