"""What simulated people say in a live room. All people and businesses are invented."""

# (name, on behalf of, organisation); no name is somebody who comes by the code alone.
PEOPLE = [
    ("Ingrid", "business", "Fjordvask og Rens"),
    ("Jonas", "self", ""),
    ("Mona", "business", "Andre Omgang"),
    ("Samira", "association", "Språkkafeen i bukta"),
    ("Geir", "association", "Båtforeningen"),
    ("", "self", ""),
    ("Hilde", "public", "Asker kommune, skole"),
    ("Nils", "business", "Lyd og Lampe"),
    ("Ragnhild", "association", "Strikkelaget"),
    ("Emil", "self", ""),
    ("Vigdis", "public", "Biblioteket"),
    ("Bjørnar", "business", "Flytt Varsomt"),
]

# (column, text).
NOTES = [
    (0, "Varer må prises likt, uansett hvem som står i kassa."),
    (1, "Vask og tørk på huset, så kan klær selges samme dag."),
    (2, "Vi kan ta imot lamper og radioer og si hva som er trygt."),
    (0, "Skilt som kan leses uten å være god i norsk."),
    (1, "En fast dag for levering, ellers hoper det seg opp."),
    (2, "Strikkelaget stopper ullgensere hver onsdag."),
    (0, "Ungdom må ha en grunn til å komme. Skateverksted?"),
    (1, "Hyller som tåler møbler, ikke bare klær."),
    (2, "Kjøring to formiddager i uka mot dekket drivstoff."),
    (0, "Vis fram hva som er spart, i kilo og i kroner."),
    (1, "Arbeidsbord i flere høyder."),
    (2, "Biblioteket kan låne ut verktøy med lånekortet."),
    (0, "Barnefamilier trenger bytteordning for ski og skøyter."),
    (1, "Avtale om hva som skjer med det som ikke blir solgt."),
    (2, "Elever kan dokumentere varer med bilder som en del av undervisningen."),
    (0, "Ikke legg alt til Slemmestad. Ha et hentepunkt i Asker sentrum."),
    (1, "Et lite lydtett rom der vi kan pusse og sage."),
    (2, "Språkkafeen kan flytte hit én kveld i uka."),
    (0, "Klart navn og klar farge, så folk finner fram."),
    (1, "Timeliste som tar ett minutt å fylle ut."),
    (2, "Seil og presenninger til omsøm, hver høst."),
    (0, "Prøv i liten skala først, og si hva dere lærte."),
    (1, "Én kontaktperson i kommunen som svarer innen to dager."),
    (2, "Jeg kan stå i kassa på lørdager."),
]

QUESTIONS = [
    "Hvem eier varene fra de leveres til de er solgt?",
    "Kan en forening og en bedrift søke om en rolle sammen?",
    "Hva skjer med avtalene når de to pilotårene er over?",
    "Får frivillige dekket reisen?",
]
