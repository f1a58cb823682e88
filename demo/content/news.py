"""The demo's news and standing pages, as stream field data (block name, value)."""

# Days ago, title, lead, tags, body.
NEWS = [
    (
        3,
        "Vil du delta på dialogmøte om ombrukssenter?",
        "Asker kommune inviterer til digitalt dialogmøte om utvikling av ombrukssenteret Omigjen.",
        ["Dialogmøte"],
        "invitation",
    ),
    (
        12,
        "Dette sa deltakerne på det første dialogmøtet",
        "Mange ønsker verksted og lavere terskel for å selge brukt. Les oppsummeringen og svarene fra kommunen.",
        ["Dialogmøte"],
        [
            (
                "text",
                "<p>Fjorten personer fra næringsliv og frivillighet deltok på det første dialogmøtet om Omigjen. "
                "De ga tretten skriftlige innspill. Kommunen har svart på de fleste, og resten er til vurdering.</p>"
                "<p>Tre ting gikk igjen:</p><ul><li>Leien må være forutsigbar gjennom hele pilotperioden.</li>"
                "<li>Kommunen må ikke konkurrere med dem som allerede driver med ombruk.</li><li>Transport er "
                "det som mangler mest.</li></ul>",
            ),
            (
                "quote",
                ("Det er første gang noen har spurt oss før alt var bestemt.", "Deltaker på dialogmøtet"),
            ),
            ("text", "<p>Alle innspill og svar kan leses under «Innspill og svar».</p>"),
        ],
    ),
    (
        24,
        "Tre konsepter er klare for innspill",
        "Ombrukshuset, Verkstedgata og Utlånssentralen ligger ute. Alle kan gi innspill.",
        ["Konsepter"],
        [
            (
                "text",
                "<p>Arbeidet med mulighetsstudien ga tre deler som til sammen utgjør Omigjen. Nå kan du lese om "
                "hver av dem, se skissen og fortelle oss hva du mener.</p><p>Innspillene avgjør hva vi tar med "
                "inn i piloten. Du får svar på det du sender inn.</p>",
            )
        ],
    ),
    (
        38,
        "Slik blir bedriften eller laget ditt partner",
        "Du trenger ikke ha alt klart. Fortell hva du kan bidra med, så finner vi ut av det sammen.",
        ["Partnere"],
        [
            (
                "text",
                "<p>En partner kan være med på to måter: som <b>utviklingspartner</b>, som er med og former "
                "senteret før det åpner, eller som <b>deltaker i det endelige konseptet</b>, som driver en del av "
                "det. Mange vil være begge deler.</p><p>Start med å melde deg på et dialogmøte.</p>",
            )
        ],
    ),
    (
        55,
        "Mulighetsstudien er ferdig",
        "Studien anbefaler å prøve ut et ombrukssenter i to år, sammen med lokalt næringsliv og frivillige.",
        ["Konsepter"],
        [
            (
                "text",
                "<p>Studien bygger på intervjuer med tjue aktører, en spørreundersøkelse blant barnefamilier og "
                "tre arbeidsverksteder. Du kan lese hele studien her.</p>",
            ),
            ("study", ""),
        ],
    ),
]

STANDARD = [
    (
        "Om Omigjen",
        "Omigjen er et pilotprosjekt i regi av Asker kommune. Senteret utvikles sammen med dem som skal bruke det.",
        [
            (
                "text",
                "<p>Her kan alle se hvem som har bidratt med hva, hva kommunen har svart, og hva som kom ut av "
                "det. Alle partnere behandles likt.</p><p>Dette er en demonstrasjon. Alle personer og "
                "virksomheter er oppdiktet, unntatt kommunen.</p>",
            )
        ],
    ),
    (
        "Tilgjengelighetserklæring",
        "Nettstedet skal kunne brukes av alle.",
        [
            (
                "text",
                "<p>Vi følger WCAG 2.1 på nivå AA, slik forskriften krever, og sikter mot WCAG 2.2. Hele "
                "nettstedet virker med tastatur, skjermleser og 400 prosent forstørring, og uten JavaScript.</p>"
                "<p>Finner du noe som ikke virker? Skriv til oss, så retter vi det.</p>",
            )
        ],
    ),
    (
        "Personvern",
        "Slik behandler vi opplysninger om deg.",
        [
            ("heading", "Hva vi lagrer, og hvorfor"),
            (
                "text",
                "<p>Når du melder deg på et møte, lagrer vi navn, e-postadresse og det du svarer i skjemaet. "
                "Grunnlaget er personvernforordningen artikkel 6 nr. 1 bokstav e: en oppgave i allmennhetens "
                "interesse.</p>",
            ),
            ("heading", "Hvor lenge"),
            (
                "text",
                "<p>Praktiske opplysninger og behov for tilrettelegging slettes 30 dager etter møtet. Innspill kan "
                "være saksdokumenter og bevares etter arkivlova. Saksdokumenter er åpne for innsyn etter "
                "offentleglova § 3.</p>",
            ),
            ("heading", "Dine rettigheter"),
            (
                "text",
                "<p>Du kan se, rette og slette opplysningene dine fra lenken i e-posten du får ved påmelding. Du "
                "kan klage til Datatilsynet.</p>",
            ),
        ],
    ),
    (
        "Informasjonskapsler",
        "Vi bruker bare de informasjonskapslene nettstedet trenger for å virke.",
        [
            (
                "text",
                "<ul><li><b>sessionid</b>: holder deg innlogget.</li><li><b>csrftoken</b>: beskytter skjemaer.</li>"
                "<li><b>django_language</b>: husker språkvalget ditt.</li></ul><p>Ingen av dem brukes til "
                "sporing, og ingen deles med andre. Derfor trenger du ikke samtykke til noe.</p>",
            )
        ],
    ),
]
