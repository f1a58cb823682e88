"""The words of the demo's Norwegian pages. The invitation is the municipality's own; the rest is invented."""

INVITATION = {
    "title": "Vil du delta på dialogmøte om ombrukssenter?",
    "intro": (
        "Asker kommune inviterer lokale aktører til dialogmøte om utvikling av ombrukssenteret Omigjen. "
        "Møtet er digitalt, åpent for alle og varer i halvannen time."
    ),
    "background": (
        "<p>Asker kommune har gjennomført en mulighetsstudie for å utforske forskjellige konsepter som kan "
        "styrke ombruk i kommunen, og gjøre det enklere for innbyggerne å ta bærekraftige valg. Resultatet "
        "ble ombruksprosjektet Omigjen.</p>"
        "<p>Utfallet av mulighetsstudien er at det skal videreutvikles og piloteres et to-årig pilotprosjekt. "
        "Konseptet vil være et ombrukssenter med mål om å bidra til økt ombruk i kommunen. Konseptet er et "
        "kommunalt initiativ, men det skal utvikles og driftes i tett samarbeid med lokalt næringsliv. "
        "Konseptualiseringen og etableringen av et vellykket ombrukskonsept er derfor helt avhengig av innspill "
        "fra, og samarbeid med, lokale aktører og næringsliv.</p>"
    ),
    "why": (
        "<p>I forbindelse med mulighetsstudien har Asker kommune allerede vært i dialog med flere "
        "næringslivsaktører. Men vi ønsker å inkludere interessenter fra hele kommunen og inviterer derfor nå "
        "lokale aktører til et åpent dialogmøte om hvordan konseptet kan videreutvikles. Målet med dialogmøtet "
        "er å informere om konseptet, få innspill til videre utvikling, og å invitere interesserte aktører til "
        "å bli med videre i utviklingsprosessen.</p>"
    ),
    "practical": (
        "<p>Møtet foregår digitalt på video. Lenken til møtet sendes på e-post til alle påmeldte deltakere i "
        "forkant av møtet.</p>"
    ),
}

PRESENTS = "Asker kommune presenterer konseptet"
PARTICIPANTS = "Deltakerne kommer med sine innspill"

AGENDA = [
    (
        PRESENTS,
        [
            ("Velkommen", 5, "Prosjektleder Omigjen", ""),
            ("Bakgrunnen og visjonen for konseptet", 10, "Prosjektleder Omigjen", ""),
            ("Overordnet skisse av konseptet slik det er visualisert i dag", 10, "Asker kommune", ""),
            ("Kommunens ønsker og behov rundt videreutviklingen av konseptet", 10, "Asker kommune", ""),
            (
                "Plan for videre utvikling og realisering av konseptet sammen med samarbeidspartnere fra "
                "næringslivet og frivilligheten",
                10,
                "Prosjektleder Omigjen",
                "",
            ),
        ],
    ),
    (
        PARTICIPANTS,
        [
            (
                "Overordnede tilbakemeldinger på konseptet",
                20,
                "Alle",
                "Også hva som skal til for at konseptet skal lykkes.",
            ),
            (
                "Behov og roller",
                20,
                "Alle",
                "Hvilke behov dere har for å delta, og hvilken rolle dere kan tenke dere.",
            ),
            ("Oppsummering og veien videre", 5, "Prosjektleder Omigjen", ""),
        ],
    ),
]

QUESTIONS = [
    (
        "Hva er deres overordnede tilbakemelding på konseptet, og hva skal til for at det skal lykkes?",
        "Skriv så kort eller langt du vil.",
    ),
    (
        "Hvilke behov har dere for å kunne delta i et slikt konsept?",
        "For eksempel leie, lager, åpningstider, transport eller opplæring.",
    ),
    (
        "Hvilken rolle kan dere tenke dere?",
        "Utviklingspartner, deltaker i det endelige konseptet, eller begge deler.",
    ),
]

THEMES = [
    ("Lokaler og leie", "Premises and rent", "lokaler"),
    ("Drift og åpningstider", "Operation and opening hours", "drift"),
    ("Roller og samarbeid", "Roles and cooperation", "roller"),
    ("Transport og vareflyt", "Transport and logistics", "transport"),
    ("Frivillighet", "Volunteering", "frivillighet"),
    ("Innhold og tilbud", "Content and services", "innhold"),
    ("Økonomi og konkurranse", "Economy and competition", "okonomi"),
]

# Question number, text, theme, name, organisation, shown as, visibility, verdict, answer.
PAST_INPUTS = [
    (
        0,
        "Flott at kommunen tar tak i dette. Ombrukssenteret må ligge der folk allerede ferdes, ellers blir det "
        "bare for de ivrigste. Tenk buss, sykkelvei og nok plass til å levere med bil.",
        "lokaler",
        "Silje Lunde",
        "Nordre Sykkelverksted AS",
        "name",
        "everyone",
        "adopted",
        "Takk for innspillet. Vi leter bare etter lokaler som kan nås med buss og sykkel, og som har plass til "
        "levering med bil. Kravet er nå skrevet inn i planen for piloten.",
    ),
    (
        1,
        "Vi trenger forutsigbar leie i minst to år for å våge å flytte verkstedet. Kan leien følge omsetningen "
        "det første året?",
        "lokaler",
        "Silje Lunde",
        "Nordre Sykkelverksted AS",
        "organisation",
        "everyone",
        "partly",
        "Vi kan tilby avtaler for hele pilotperioden på to år. Leie som følger omsetningen må vi undersøke "
        "rettslig før vi kan love den. Svaret kommer på neste dialogmøte.",
    ),
    (
        2,
        "Husflidslaget kan være deltaker i det endelige konseptet med sykafé hver lørdag. Vi har seks symaskiner "
        "og kursholdere, men trenger et låsbart lager.",
        "roller",
        "Ingrid Solheim",
        "Røyken Husflidslag",
        "name",
        "everyone",
        "adopted",
        "Så bra! Et låsbart lager på fire kvadratmeter er tatt inn i skissen, og sykafé lørdager står i "
        "programmet for prøvedriften.",
    ),
    (
        0,
        "Ikke lag enda en bruktbutikk som konkurrerer med dem som finnes. Kommunen bør holde seg til det "
        "markedet ikke får til: mottak, sortering og reparasjon.",
        "okonomi",
        "Torstein Bakke",
        "Bakke Bruktmøbler",
        "organisation",
        "everyone",
        "partly",
        "Vi er enige i at kommunen ikke skal konkurrere. Butikken drives derfor av partnere, og brukthandlere "
        "i Asker får tilbud om plass på like vilkår. Mottak og sortering er kommunens ansvar.",
    ),
    (
        1,
        "Vi har sjåfører på tirsdager og torsdager, men ingen bil. Kan to eller tre virksomheter dele på en varebil?",
        "transport",
        "Per Olav Vik",
        "Fjordbyen Frivilligsentral",
        "name",
        "everyone",
        "considering",
        "",
    ),
    (
        0,
        "Jeg bruker rullestol og har ofte måttet snu i døra på bruktbutikker. Sørg for brede ganger og en disk i "
        "riktig høyde fra første dag.",
        "innhold",
        "Deltaker",
        "",
        "anonymous",
        "everyone",
        "adopted",
        "Takk. Universell utforming er et krav til lokalene. Vi ber to brukerorganisasjoner gå gjennom "
        "tegningene før vi signerer leieavtale.",
    ),
    (
        1,
        "Vekst kan ta imot seks personer på arbeidstrening dersom det er en fast arbeidsleder på huset hver dag.",
        "drift",
        "Marit Haugen",
        "Vekst Arbeid og Inkludering AS",
        "organisation",
        "everyone",
        "answered",
        "Kommunen bemanner senteret med arbeidsleder alle hverdager i prøveperioden. Vi tar kontakt om en "
        "intensjonsavtale.",
    ),
    (
        2,
        "Snekkerverkstedet kan bli utviklingspartner. Jeg vil gjerne være med å tegne møbelverkstedet, men kan "
        "ikke binde meg til fast drift ennå.",
        "roller",
        "Jonas Tangen",
        "Slemmestad Snekkeri",
        "name",
        "everyone",
        "considering",
        "",
    ),
    (
        0,
        "Kan åpningstidene følge familiene? Etter fire på hverdager og hele lørdagen ville gjort dette mulig for oss.",
        "drift",
        "Amal Yusuf",
        "",
        "name",
        "everyone",
        "adopted",
        "Ja. Piloten åpner til klokken 19 tirsdag og torsdag, og 10–16 på lørdager. Vi måler besøket og "
        "justerer etter tre måneder.",
    ),
    (
        0,
        "Det bør koste noe å låne. Ellers kommer ikke tingene tilbake.",
        "innhold",
        "Deltaker",
        "",
        "anonymous",
        "everyone",
        "not_adopted",
        "Vi forstår bekymringen. Erfaringen fra andre utlånsordninger er at gratis lån med purring virker godt, "
        "og at betaling stenger noen ute. Utlån blir derfor gratis i piloten.",
    ),
    (
        1,
        "Lageret vårt i Slemmestad står halvtomt om vinteren. Vi kan stille 120 m² til brukte byggevarer fra "
        "november til mars.",
        "transport",
        "Kjersti Moe",
        "Fjord Byggvare AS",
        "organisation",
        "everyone",
        "new",
        "",
    ),
    (
        2,
        "Speidergruppa vil gjerne ha ansvar for utlån av turutstyr én kveld i uka.",
        "frivillighet",
        "Ola Nes",
        "Nærsnes speidergruppe",
        "name",
        "everyone",
        "new",
        "",
    ),
    (
        1,
        "Vi kan ikke dele kundelister eller innkjøpspriser med de andre aktørene, men gjerne med kommunen.",
        "okonomi",
        "Torstein Bakke",
        "Bakke Bruktmøbler",
        "organisation",
        "municipality",
        "new",
        "",
    ),
]

EMAILS = {
    "Silje Lunde": "silje@nordresykkel.example",
    "Per Olav Vik": "perolav@frivillig.example",
}

# Name and organisation of those signed up.
PARTICIPANTS_OF_INVITATION = [
    ("Silje Lunde", "Nordre Sykkelverksted AS"),
    ("Per Olav Vik", "Fjordbyen Frivilligsentral"),
    ("Ingrid Solheim", "Røyken Husflidslag"),
    ("Jonas Tangen", "Slemmestad Snekkeri"),
    ("Marit Haugen", "Vekst Arbeid og Inkludering AS"),
    ("Torstein Bakke", "Bakke Bruktmøbler"),
    ("Kjersti Moe", "Fjord Byggvare AS"),
    ("Amal Yusuf", ""),
    ("Ola Nes", "Nærsnes speidergruppe"),
    ("Linda Berg", "Kafé Brygga"),
    ("Henrik Sand", ""),
    ("Nora Lien", "Asker Sy og Redesign"),
    ("Mustafa Demir", "Data og Deler AS"),
    ("Eva Krogh", ""),
    ("Sindre Aas", "Hurum Idrettslag"),
    ("Turid Holm", "Pensjonistforeningen Solgløtt"),
    ("Bjarne Lie", "Lies Budbil"),
    ("Sara Nygaard", ""),
]
PARTICIPANTS_OF_FULL = [
    ("Silje Lunde", "Nordre Sykkelverksted AS"),
    ("Jonas Tangen", "Slemmestad Snekkeri"),
    ("Ingrid Solheim", "Røyken Husflidslag"),
    ("Nora Lien", "Asker Sy og Redesign"),
    ("Mustafa Demir", "Data og Deler AS"),
    ("Marit Haugen", "Vekst Arbeid og Inkludering AS"),
    ("Henrik Sand", ""),
    ("Eva Krogh", ""),
    ("Linda Berg", "Kafé Brygga"),
    ("Per Olav Vik", "Fjordbyen Frivilligsentral"),
    ("Sara Nygaard", ""),
]
PARTICIPANTS_OF_PAST = [
    *PARTICIPANTS_OF_INVITATION[:12],
    ("Gunnar Vold", "Volds Gjenbruk"),
    ("Anne Strand", ""),
]
