"""What the demo's people say to each other about input. All people are invented.

A thread is (beginning of the input, replies, votes for, against, no opinion). A reply is (who, organisation or
"", days after the input, quote or "", number of the quoted reply or None, text).
"""

THREADS = [
    (
        "Vi har sjåfører på tirsdager",
        [
            (
                "Silje Lunde",
                "Nordre Sykkelverksted AS",
                1,
                "",
                None,
                "Vi har en elektrisk kassebil som står stille tirsdager. Den kan dere låne mot at vi deler på "
                "strøm og forsikring.",
            ),
            (
                "Per Olav Vik",
                "",
                2,
                "Den kan dere låne mot at vi deler på strøm og forsikring",
                0,
                "Det høres ut som en god start, @Silje Lunde. Hvor mye får den plass til? Vi henter ofte sofaer.",
            ),
            (
                "Amina Hassan",
                "",
                3,
                "Kan to eller tre virksomheter dele på en varebil?",
                None,
                "Kommunen undersøker om en felles bil kan leies inn i piloten. Skriv gjerne her hvor ofte dere "
                "trenger den, så tar vi tallene med.",
            ),
            (
                "Ingrid Solheim",
                "Røyken Husflidslag",
                4,
                "",
                None,
                "Husflidslaget trenger bil to lørdager i måneden, til symaskiner og stoff.",
            ),
        ],
        7,
        1,
        1,
    ),
    (
        "Ikke lag enda en bruktbutikk",
        [
            (
                "Jon Tveit",
                "",
                1,
                "",
                None,
                "Enig i at kommunen ikke skal ta kundene fra dem som lever av dette. Men mye av det folk leverer "
                "har ingen brukthandel bruk for.",
            ),
            ("Jonas Berg", "", 2, "", None, "Typisk brukthandlere, de tenker bare på seg selv."),
            (
                "Silje Lunde",
                "Nordre Sykkelverksted AS",
                2,
                "",
                None,
                "Plass på like vilkår er det viktige. Skriv inn i avtalene hvordan prisene settes, så slipper vi "
                "mistanken.",
            ),
        ],
        4,
        3,
        2,
    ),
    (
        "Jeg bruker rullestol",
        [
            (
                "Per Olav Vik",
                "",
                3,
                "Sørg for brede ganger og en disk i riktig høyde fra første dag",
                None,
                "Frivilligsentralen har en gruppe som tester lokaler. Vi kommer gjerne og måler før dere bygger.",
            ),
        ],
        9,
        0,
        0,
    ),
    ("Flott at kommunen tar tak i dette", [], 6, 1, 1),
    ("Det bør koste noe å låne", [], 3, 5, 1),
]
HIDDEN = ("Typisk brukthandlere", "Går på personer, ikke på saken")
REPORTED = (
    "Enig i at kommunen ikke skal ta kundene",
    [
        ("Ingrid Solheim", "other", "Jeg synes dette treffer dem som har stått på i årevis."),
        ("Silje Lunde", "spam", ""),
    ],
)
