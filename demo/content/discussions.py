"""What the demo's people say in their working groups. All people are invented.

A thread is (group, title, posts, and what else there is). A post is (who, hours before now, quote or "", number of
the quoted post or None, text, who reacts as (kind, name)).
"""

THREADS = [
    (
        "Verksted og reparasjon",
        "Hva skal vi kalle verkstedkveldene?",
        [
            (
                "Per Olav Vik",
                420,
                "",
                None,
                "Jeg stemmer for «Skrukveld». Det er kort, og alle forstår det.",
                [],
            ),
            ("Silje Lunde", 410, "", None, "Enig. «Skrukveld» det er.", [("like", "Per Olav Vik")]),
        ],
        {"closed_by": "Silje Lunde", "conclusion": "Kveldene heter «Skrukveld»."},
    ),
    (
        "Verksted og reparasjon",
        "Verktøy: hva har vi, og hva mangler?",
        [
            (
                "Jonas Tangen",
                260,
                "",
                None,
                "Jeg har laget en liste over det vi må ha i møbelverkstedet: høvelbenk, tvinger, slipemaskin og avsug. "
                "Benk og tvinger kan jeg ta med.",
                [("thanks", "Silje Lunde")],
            ),
            (
                "Jonas Berg",
                236,
                "",
                None,
                "Til syklene trenger vi to stativer til og et sett med momentnøkler. Resten har vi.",
                [],
            ),
            (
                "Silje Lunde",
                90,
                "høvelbenk, tvinger, slipemaskin og avsug",
                0,
                "Avsug er dyrt. Kan vi dele det med brukte byggevarer, siden de skal sage i samme bygg?",
                [("like", "Jonas Tangen")],
            ),
        ],
        {},
    ),
    (
        "Verksted og reparasjon",
        "Hvem holder åpent når?",
        [
            (
                "Silje Lunde",
                190,
                "",
                None,
                "Vi trenger en plan for åpningstidene før vi regner på bemanning. Mitt forslag: verkstedet er åpent "
                "tirsdag og torsdag ettermiddag, og hele lørdagen.\n\nHvem kan ta hvilke økter?",
                [("like", "Jonas Tangen"), ("like", "Per Olav Vik")],
            ),
            (
                "Jonas Tangen",
                181,
                "",
                None,
                "Jeg kan ta møbelhjørnet på torsdager, men ikke lørdager. Snekkeriet har åpent da.",
                [],
            ),
            (
                "Per Olav Vik",
                166,
                "hele lørdagen",
                0,
                "Frivilligsentralen kan stille med to verter hver lørdag, @Silje Lunde. De kan ta imot og vise folk "
                "rundt, men ikke reparere.",
                [("thanks", "Silje Lunde"), ("thanks", "Yusuf Ali")],
            ),
            (
                "Yusuf Ali",
                142,
                "",
                None,
                "Vi har fire deltakere som vil lære sykkelreparasjon. Kan de være med på tirsdagene, med arbeidsleder?",
                [("like", "Silje Lunde")],
            ),
            (
                "Silje Lunde",
                118,
                "Kan de være med på tirsdagene, med arbeidsleder?",
                3,
                "Ja, gjerne. Vi begynner med to om gangen, så alle får skrudd noe.",
                [("thanks", "Yusuf Ali")],
            ),
            (
                "Jonas Berg",
                20,
                "",
                None,
                "Da mangler vi bare noen på lørdager som kan elektronikk. Kanskje Data og Deler vil være med når de "
                "er godkjent?",
                [("like", "Jonas Tangen")],
            ),
            (
                "Per Olav Vik",
                4,
                "",
                None,
                "Jeg spurte på kaffen i går: tre av de faste kan ta mandag kveld også, hvis noen låser opp.",
                [("done", "Silje Lunde"), ("thanks", "Jonas Berg")],
            ),
        ],
        {"pinned": True},
    ),
    (
        "Tekstil og redesign",
        "Kursprogram for høsten",
        [
            (
                "Ingrid Solheim",
                130,
                "",
                None,
                "Jeg foreslår tre kurs til å begynne med: lapping for hånd, omsøm av skjorter, og vask og stell av ull. "
                "Hvert kurs er to kvelder.",
                [("like", "Berit Lie")],
            ),
            (
                "Berit Lie",
                97,
                "vask og stell av ull",
                0,
                "Ull kan jeg ta. Vi trenger vann i lokalet, og et sted å tørke.",
                [("thanks", "Ingrid Solheim")],
            ),
            (
                "Tone Ek",
                31,
                "",
                None,
                "Ombruksvennene har tre kasser med skjorter som kan brukes. Jeg kan levere dem når dere sier fra.",
                [("thanks", "Ingrid Solheim"), ("like", "Berit Lie")],
            ),
        ],
        {"guest": "Silje Lunde"},
    ),
    (
        "Varestrøm og transport",
        "Tall fra virksomhetene",
        [
            (
                "Amina Hassan",
                150,
                "",
                None,
                "For å regne på lager trenger vi anslag: hvor mange kubikkmeter får dere inn i uka, og hvor mye går ut "
                "igjen? Grove tall holder.",
                [],
            ),
            (
                "Marit Haugen",
                122,
                "",
                None,
                "Butikken vår tar inn rundt 6 m³ i uka om vinteren og det dobbelte i mai. To tredeler går ut igjen.",
                [("thanks", "Amina Hassan")],
            ),
            (
                "Kari Aas",
                26,
                "",
                None,
                "Vi kjører ut møbler for folk som flytter, cirka 15 turer i måneden. Mye av det kunne gått til Omigjen.",
                [("thanks", "Amina Hassan")],
            ),
        ],
        {},
    ),
]
# Each has read their own threads, but for the last posts: (who, the thread, how many posts).
READ = [
    ("Silje Lunde", "Hvem holder åpent når?", 5),
    ("Silje Lunde", "Verktøy: hva har vi, og hva mangler?", 3),
    ("Silje Lunde", "Hva skal vi kalle verkstedkveldene?", 2),
    ("Per Olav Vik", "Hvem holder åpent når?", 5),
    ("Per Olav Vik", "Hva skal vi kalle verkstedkveldene?", 2),
    ("Amina Hassan", "Tall fra virksomhetene", 2),
    ("Amina Hassan", "Hvem holder åpent når?", 5),
]

# What goes with a post, by the title of its thread and its number there: (name, source).
FILES = {
    ("Verktøy: hva har vi, og hva mangler?", 0): [
        (
            "Verktøyliste møbelverksted.pdf",
            """#set document(title: "Verktøyliste for møbelverkstedet")
#set text(lang: "nb", size: 12pt)
= Verktøyliste for møbelverkstedet
#table(
  columns: 3,
  table.header[Verktøy][Antall][Hvem har det],
  [Høvelbenk], [2], [Jonas tar med én],
  [Tvinger], [12], [Jonas tar med],
  [Slipemaskin], [2], [Mangler],
  [Avsug], [1], [Mangler],
)
""",
        ),
        ("Høvelbenken.png", "Høvelbenk\n2 meter lang\nJonas tar med"),
    ],
}
