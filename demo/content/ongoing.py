"""What is said in the demo's meeting that goes on now. All people and businesses are invented."""

TITLE = "Dialogmøte: Varestrøm og drift på Omigjen"
INTRO = "Vi skriver på samme tavle: hva må til, hva trenger dere, og hva kan dere bidra med?"

# (name, on behalf of, organisation); no name is somebody who came by the code alone.
PEOPLE = [
    ("Silje", "business", "Nordre Sykkelverksted"),
    ("Farid", "business", "Tråd og Saks"),
    ("Unni", "business", "Slemmestad Gjenbruksmøbler"),
    ("Kjetil", "business", ""),
    ("Per Olav", "association", "Fikselaget"),
    ("Maren", "association", "Bruktens venner"),
    ("Ola", "association", "Sykkelgjengen"),
    ("Anja", "public", "Asker kommune, avfall"),
    ("Tor", "public", "Voksenopplæringen"),
    ("Fjordfolk", "self", ""),
    ("Lise", "self", ""),
    ("", "self", ""),
]

PAPER, NOBODY = "paper", "nobody"

# (column, text, who: an index of PEOPLE, on paper, or nobody).
NOTES = [
    (0, "Bussen må stoppe ved døra. Ingen bærer en kommode fra Slemmestad sentrum.", 9),
    (0, "Leia må være kjent i minst to år, ellers tør vi ikke ansette.", 1),
    (0, "Ikke konkurrer med dem som allerede selger brukt. Finn det som mangler.", 2),
    (0, "Åpent etter arbeidstid minst to kvelder i uka.", 10),
    (0, "Et sted å sitte! Kafé trekker folk som ikke skal handle.", NOBODY),
    (0, "Mottaket må være tørt, lyst og lett å kjøre inn til med henger.", PAPER),
    (0, "Noen må si nei til det som ikke kan brukes. Hvem tar den jobben?", 4),
    (0, "Egen buss lørdag formiddag?", 11),
    (0, "Parkering for varesykler under tak.", 6),
    (1, "Låsbart lager på 20 m² for deler og verktøy.", 0),
    (1, "Trefaset strøm til to industrisymaskiner.", 1),
    (1, "Felles kasse og felles regnskap, så slipper hver å drive butikk.", 3),
    (1, "Heis eller rampe. Halvparten av medlemmene våre er over 70.", 5),
    (1, "Faste vakter å planlegge etter, og én å ringe til.", 4),
    (1, "Opplæring i sortering, gjerne på flere språk.", 8),
    (1, "Forsikring som gjelder for frivillige.", NOBODY),
    (1, "Leie etter omsetning det første halvåret.", PAPER),
    (1, "Henteordning for møbler. Vi har ikke egen bil.", 2),
    (2, "Vi kan reparere sykler hver torsdag, og lære bort.", 0),
    (2, "Reparasjonskafé den første lørdagen i måneden.", 4),
    (2, "Elever som trenger arbeidspraksis: fire om gangen.", 8),
    (2, "Vi syr om det som ikke blir solgt.", 1),
    (2, "Jeg kan ta imot varer på mandager.", 11),
    (2, "Kommunen kan sende det beste fra gjenvinningsstasjonen rett hit.", 7),
    (2, "Foredrag om ombruk for skoleklasser.", NOBODY),
    (2, "Vi låner gjerne ut to lastesykler.", 6),
]

# (name, the notes in it by their place above).
CLUSTERS = [("Buss, henger og parkering", [0, 7, 8]), ("Leie og felles kasse", [16, 11])]

# Who gave dots to which notes in the round that is over; each has three.
DOTS = [
    (0, [1, 9, 0]),
    (1, [1, 10, 11]),
    (2, [2, 1, 17]),
    (3, [1, 11, 3]),
    (4, [6, 13, 0]),
    (5, [12, 0, 4]),
    (6, [8, 0, 3]),
    (7, [6, 2, 5]),
    (8, [14, 13, 0]),
    (9, [0, 3, 4]),
    (10, [3, 0, 2]),
]

# (who, text, those who want to know it, too, how far it has come, what was answered).
QUESTIONS = [
    (
        3,
        "Når får vi vite hvem som får rollene?",
        [0, 1, 2, 5],
        "answered",
        "Innen seks uker etter fristen for rollen. Alle får svar samtidig, med begrunnelse.",
    ),
    (0, "Kan en bedrift leie en benk i verkstedet bare én dag i uka?", [1, 2, 3, 6, 8], "live", ""),
    (
        4,
        "Hvem har ansvaret når noe en frivillig har reparert, går i stykker igjen?",
        [0, 5, 6, 8, 9, 10, 11],
        "shortlisted",
        "",
    ),
    (NOBODY, "Får butikkene som finnes i dag, være med på like vilkår?", [1, 2, 9, 10], "asked", ""),
    (2, "Blir det plass til varebil ved mottaket?", [1, 7], "asked", ""),
    (5, "Kan vi se lokalene før vi bestemmer oss?", [4], "asked", ""),
]

# Who asks for the floor, in order.
HANDS = [7, 6]

WHEN = "Når passer det best å møtes i utviklingsverkstedene?"
WHEN_CHOICES = ["Tidlig på dagen", "Midt på dagen", "Etter arbeidstid", "Lørdag formiddag"]
# Which choice each of those who voted made.
WHEN_VOTES = [2, 2, 0, 0, 2, 3, 2, 0, 1, 2, 3]

ROLES = "Hvilken rolle kan dere tenke dere?"
# (who, the role's slug, as development partner, as participant in the final concept).
ROLE_VOTES = [
    (0, "sykkelverksted", True, True),
    (1, "tekstil-og-redesign", True, True),
    (2, "mobelverksted", False, True),
    (4, "kurs-og-laering", True, False),
    (6, "sykkelverksted", False, True),
    (8, "arbeidsinkludering", True, True),
]

GROUP = "Gruppe: Henting og levering"
# As the notes above.
GROUP_NOTES = [
    (0, "Hent før vi ber folk levere. Da kommer de store tingene.", 2),
    (0, "Faste hentedager, kjent på forhånd.", 7),
    (1, "En varebil vi kan dele, med bookingliste.", 6),
    (1, "To til å bære. Alltid to.", NOBODY),
    (2, "Vi kjører tirsdag og torsdag formiddag.", 6),
]
