"""The concept of the demo, part by part, as stream field data (block name, value)."""

INDEX = {
    "title": "Konseptet",
    "intro": (
        "Omigjen er et ombrukssenter under utvikling. Les om de tre delene av konseptet, og fortell oss hva "
        "som mangler."
    ),
}

# Stands last on each of the three.
GIVE_INPUT = (
    "give_input",
    (
        "Hva skal til for at dette lykkes?",
        "Svar på spørsmålene til dialogmøtet, også hvis du ikke kan komme. Alle innspill får svar.",
        "Gi innspill",
        "/dialogmoter/dialogmote-om-ombrukssenter/innspill/",
    ),
)
CONCEPTS = [
    {
        "title": "Ombrukshuset",
        "intro": "Butikker, kafé og møteplass under samme tak. Flere små aktører deler areal, kasse og lager.",
        "labels": ["Salg", "Kafé", "Møteplass"],
        "palette": "gronn",
        "icons": "house coffee shopping-basket",
        "body": [
            ("heading", "Et hus der brukt er det vanlige valget"),
            (
                "text",
                "<p>Ombrukshuset samler det en familie trenger på én tur: klær og sko i riktig størrelse, "
                "sportsutstyr, leker, bøker og småmøbler. Flere små aktører driver hver sin del, men deler kasse, "
                "lager og betjening.</p><p>Midt i huset ligger torget med kafé. Der kan du levere ting, vente på "
                "en reparasjon, møte naboen eller delta på et kurs.</p>",
            ),
            ("picture", "sketch"),
            (
                "needs",
                (
                    "Hva vi ser for oss",
                    [
                        (
                            "Felles kasse",
                            "Én betaling for kunden, oppgjør mellom aktørene hver måned.",
                            "shopping-basket",
                        ),
                        (
                            "Delt lager",
                            "Låsbare bur og felles sortering, så ingen trenger eget bakrom.",
                            "package",
                        ),
                        ("Kafé", "Drevet av en partner, med rom for arbeidstrening.", "coffee"),
                    ],
                ),
            ),
            (
                "quote",
                (
                    "Hvis det er enklere å kjøpe brukt enn nytt, så gjør folk det.",
                    "Småbarnsfar, spørreundersøkelsen i mulighetsstudien",
                ),
            ),
            ("heading", "Det vi er usikre på"),
            (
                "text",
                "<ul><li>Hvor mange aktører kan dele areal uten at det blir uoversiktlig?</li><li>Hvordan unngår "
                "vi å konkurrere med bruktbutikkene som finnes?</li><li>Hva må være på plass for at kafeen går "
                "rundt?</li></ul>",
            ),
        ],
    },
    {
        "title": "Verkstedgata",
        "intro": (
            "Reparasjon og redesign står i sentrum. Fagfolk, lærlinger og frivillige jobber side om side."
        ),
        "labels": ["Reparasjon", "Redesign", "Læring"],
        "palette": "korall",
        "icons": "wrench scissors palette",
        "body": [
            ("heading", "Verksteder du kan se inn i"),
            (
                "text",
                "<p>Langs Verkstedgata ligger fire verksteder: sykkel, tekstil, møbler og elektronikk. De er åpne "
                "mot hverandre og mot publikum, slik at håndverket synes.</p><p>Fagfolk tar imot reparasjoner "
                "mot betaling. Lærlinger og frivillige deltar, og på bestemte kvelder kan du reparere selv med "
                "hjelp.</p>",
            ),
            (
                "facts",
                [
                    ("4", "verksteder i prøvedriften"),
                    ("6", "plasser til arbeidstrening"),
                    ("2", "reparasjonskvelder i uka"),
                ],
            ),
            (
                "needs",
                (
                    "Dette trenger vi",
                    [
                        ("Sykkelmekaniker", "To arbeidsplasser, minst tre dager i uka.", "bicycle"),
                        ("Systue", "Tre kvelder i uka, med kursholder.", "scissors"),
                        (
                            "Elektronikkreparatør",
                            "Fagperson to dager i uka, med ansvar for el-sikkerhet.",
                            "laptop",
                        ),
                    ],
                ),
            ),
        ],
    },
    {
        "title": "Utlånssentralen",
        "intro": "Lån i stedet for å eie. Verktøy, sportsutstyr og ting du bare trenger av og til, på ett sted.",
        "labels": ["Sportsutstyr", "Verktøy", "Barnefamilier"],
        "palette": "blaa",
        "icons": "bicycle backpack snow wrench",
        "body": [
            ("heading", "Lån det du trenger sjelden"),
            (
                "text",
                "<p>En drill brukes noen minutter i løpet av livet sitt. Ski og kajakker står mest i boden. "
                "Utlånssentralen gjør det enkelt å låne gratis i en uke, med samme kort som på biblioteket.</p>"
                "<p>Lag og foreninger kan ha ansvar for hver sin kveld og får bruke utstyret selv.</p>",
            ),
            ("heading", "Slik blir det lett å levere tilbake"),
            (
                "text",
                "<p>Du får en melding dagen før fristen. Innlevering er mulig i et skap ved hovedinngangen hele "
                "døgnet.</p>",
            ),
        ],
    },
]

BACKGROUND = {
    "title": "Om piloten",
    "intro": "Bakgrunn og visjon, skissen av senteret, behovene våre og planen for den toårige prøvedriften.",
    "body": [
        ("heading", "Bakgrunn og visjon"),
        (
            "text",
            "<p>Asker kommune vil gjøre det enklere for innbyggerne å ta bærekraftige valg. Mulighetsstudien viste "
            "at folk gjerne kjøper brukt, reparerer og låner, men at det er tungvint. Visjonen er et sted der "
            "ting får en runde til, og der næringsliv, frivillige og innbyggere møtes.</p>",
        ),
        ("heading", "Skissen"),
        ("picture", "sketch"),
        (
            "needs",
            (
                "Det vi trenger",
                [
                    (
                        "Partnere som vil drive",
                        "Verksted, kafé, salg og utlån drives av lokale aktører.",
                        "handshake",
                    ),
                    (
                        "Kunnskap",
                        "Dere kjenner kundene og materialene. Vi trenger erfaringene deres.",
                        "lightbulb",
                    ),
                    ("Transport", "Henting av møbler og byggevarer er den største mangelen i dag.", "truck"),
                ],
            ),
        ),
        ("timeline", "pilot"),
        ("heading", "Mulighetsstudien"),
        ("study", ""),
    ],
}

# When, what, a sentence about it, and its state.
TIMELINE = [
    ("I vår", "Mulighetsstudie", "Vi undersøkte behov og intervjuet aktører i Asker.", "done"),
    ("Nå", "Dialog og konsepter", "Dialogmøter og innspill til de tre konseptene.", "now"),
    ("Til vinteren", "Partnere og avtaler", "Vi fordeler roller og skriver intensjonsavtaler.", "coming"),
    ("Neste vår", "Dørene åpner", "Prøvedrift med butikk, verksted og utlån.", "coming"),
    ("Om to år", "Evaluering", "Kommunestyret får en anbefaling om veien videre.", "coming"),
]
