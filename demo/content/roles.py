"""The twelve roles of the demo, their areas and the phases of the pilot, in both languages.

Each value of `ROLES` stands under the name of its field of `Role`; `area` and `phase` are names from the lists
above it, `deadline_days` counts from today, and None means no deadline.
"""

# Norwegian, English.
AREAS = [
    ("Salg", "Sale"),
    ("Reparasjon og redesign", "Repair and redesign"),
    ("Utlån", "Lending"),
    ("Mat og møteplass", "Food and meeting place"),
    ("Læring og arbeid", "Learning and work"),
    ("Logistikk og drift", "Logistics and operation"),
]

PHASES = [
    ("Forberedelse", "Preparation"),
    ("Åpning", "Opening"),
    ("Full drift", "Full operation"),
]

FAIR_RENT = "Leia dekker kommunens egne utgifter til lokalet, og er den samme per kvadratmeter for alle som selger varer."
FAIR_RENT_EN = (
    "The rent covers what the premises cost the municipality, and is the same per square metre for all who sell "
    "goods."
)
FREE_WORKSHOP = (
    "Verkstedplassen er gratis det første året. Etter det deler vi utgiftene til strøm og renhold."
)
FREE_WORKSHOP_EN = (
    "The work place is free for the first year. After that we share the costs of electricity and cleaning."
)
CONSUMER_LAW = (
    "Du er selger etter forbrukerkjøpsloven, også når varene er brukte: kunden kan klage på feil og mangler."
)
CONSUMER_LAW_EN = (
    "You are the seller under the Consumer Purchases Act, also of used goods: the customer can complain about "
    "defects."
)

ROLES = [
    {
        "slug": "sykkelverksted",
        "title": "Reparasjon av sykler",
        "title_en": "Bicycle repair",
        "icon": "bicycle",
        "area": "Reparasjon og redesign",
        "phase": "Åpning",
        "priority": "must",
        "unit": "work_places",
        "amount": "2",
        "deadline_days": 24,
        "need": "To arbeidsplasser som er bemannet tirsdag til lørdag",
        "need_en": "Two work places, staffed from Tuesday to Saturday",
        "text": (
            "Sykkelen er det folk oftest spør om å få reparert. Vi ser for oss et åpent verksted der kunden kan levere "
            "sykkelen, vente mens en enkel feil blir rettet, eller lære å gjøre det selv.\n\n"
            "Verkstedet gjør også i stand sykler som kommer inn til senteret, så de kan selges eller lånes ut. "
            "Vi tar gjerne imot forslag fra flere som vil dele på dagene."
        ),
        "text_en": (
            "Bicycles are what people most often ask to have repaired. We imagine an open workshop where customers hand "
            "in their bicycle, wait while something simple is put right, or learn to do it themselves.\n\n"
            "The workshop also makes bicycles that come in to the centre ready for sale or lending. We welcome "
            "proposals from several who want to share the days."
        ),
        "rent": FREE_WORKSHOP,
        "rent_en": FREE_WORKSHOP_EN,
        "equipment": "Vi har to arbeidsbenker, trykkluft og avtrekk. Du tar med stativer og spesialverktøy.",
        "equipment_en": "We have two workbenches, compressed air and ventilation. You bring stands and special tools.",
        "law": (
            "Verkstedet har ansvar for arbeidet etter håndverkertjenesteloven. Elsykler krever at batterier lagres "
            "brannsikkert."
        ),
        "law_en": (
            "The workshop answers for its work under the Craftsmen Services Act. For electric bicycles, batteries must "
            "be stored safe from fire."
        ),
    },
    {
        "slug": "tekstil-og-redesign",
        "title": "Tekstil og redesign",
        "title_en": "Textiles and redesign",
        "icon": "scissors",
        "area": "Reparasjon og redesign",
        "phase": "Åpning",
        "priority": "must",
        "unit": "evenings_week",
        "amount": "3",
        "deadline_days": 24,
        "need": "Systue som er åpen tre kvelder i uka",
        "need_en": "A sewing room that is open three evenings a week",
        "text": (
            "Vi vil ha en systue der folk kan få lagt opp en bukse, byttet en glidelås eller sydd om noe de ikke bruker. "
            "Noen kvelder kan være kurs, andre åpne for alle.\n\n"
            "Tekstiler som ikke kan selges som de er, kan bli råvarer her. Fortell oss hva du kan lage av dem."
        ),
        "text_en": (
            "We want a sewing room where people can have trousers shortened, a zip replaced or something they no longer "
            "use sewn anew. Some evenings can be courses, others open to all.\n\n"
            "Textiles that cannot be sold as they are can become materials here. Tell us what you can make of them."
        ),
        "rent": FREE_WORKSHOP,
        "rent_en": FREE_WORKSHOP_EN,
        "equipment": "Fire symaskiner, en overlock, strykebord og klippebord står i rommet.",
        "equipment_en": "Four sewing machines, an overlocker, ironing boards and cutting tables are in the room.",
        "law": "",
        "law_en": "",
    },
    {
        "slug": "mobelverksted",
        "title": "Møbelverksted",
        "title_en": "Furniture workshop",
        "icon": "armchair",
        "area": "Reparasjon og redesign",
        "phase": "Åpning",
        "priority": "must",
        "unit": "days_week",
        "amount": "2",
        "deadline_days": 24,
        "need": "Snekker eller møbeltapetserer to dager i uka",
        "need_en": "A joiner or upholsterer two days a week",
        "text": (
            "Små møbler kommer inn hver dag, og mange trenger bare lim, en ny skrue eller et nytt trekk. Vi søker en "
            "fagperson som kan reparere for senteret og ta imot oppdrag fra kunder.\n\n"
            "Verkstedet egner seg for lærlinger. Si gjerne om du kan ta imot noen."
        ),
        "text_en": (
            "Small furniture comes in every day, and much of it needs no more than glue, a new screw or a new cover. We "
            "seek a tradesperson who can repair for the centre and take work from customers.\n\n"
            "The workshop suits apprentices. Please say whether you can take some on."
        ),
        "rent": FREE_WORKSHOP,
        "rent_en": FREE_WORKSHOP_EN,
        "equipment": "Høvelbenk, søylebor og avsug. Sag og dreiebenk kan vi kjøpe sammen.",
        "equipment_en": "A carpenter's bench, a pillar drill and dust extraction. We can buy a saw and a lathe together.",
        "law": "Støv og lakk krever verneutstyr og rutiner etter arbeidsmiljøloven.",
        "law_en": "Dust and varnish call for protective equipment and routines under the Working Environment Act.",
    },
    {
        "slug": "elektronikk",
        "title": "Elektronikk",
        "title_en": "Electronics",
        "icon": "laptop",
        "area": "Reparasjon og redesign",
        "phase": "Full drift",
        "priority": "should",
        "unit": "days_week",
        "amount": "2",
        "deadline_days": 52,
        "need": "Fagperson på elektronikk to dager i uka",
        "need_en": "An electronics professional two days a week",
        "text": (
            "Telefoner, datamaskiner, lamper og små kjøkkenmaskiner kastes ofte for én liten feil. Vi søker noen som kan "
            "finne feilen, si ærlig om det lønner seg å reparere, og gjøre jobben.\n\n"
            "Brukte datamaskiner skal slettes trygt før de får ny eier. Beskriv hvordan du gjør det."
        ),
        "text_en": (
            "Telephones, computers, lamps and small kitchen machines are often thrown away for one small fault. We seek "
            "somebody who can find the fault, say honestly whether it is worth repairing, and do it.\n\n"
            "Used computers must be wiped safely before they get a new owner. Describe how you do that."
        ),
        "rent": FREE_WORKSHOP,
        "rent_en": FREE_WORKSHOP_EN,
        "equipment": "Arbeidsbenk med jording, loddestasjon og låsbart lager.",
        "equipment_en": "An earthed workbench, a soldering station and a store that can be locked.",
        "law": "Arbeid på anlegg og utstyr med nettspenning krever fagbrev og registrering hos DSB.",
        "law_en": (
            "Work on mains-powered equipment calls for a trade certificate and registration with the Directorate for "
            "Civil Protection (DSB)."
        ),
    },
    {
        "slug": "bruktbutikk",
        "title": "Bruktbutikker",
        "title_en": "Second-hand shops",
        "icon": "hanger",
        "area": "Salg",
        "phase": "Åpning",
        "priority": "must",
        "unit": "m2",
        "amount": "240",
        "deadline_days": 24,
        "need": "Butikker med klær, sportsutstyr, leker, bøker og små møbler",
        "need_en": "Shops with clothes, sports gear, toys, books and small furniture",
        "text": (
            "Barnefamilier skal finne det de trenger på én tur. Vi deler 240 kvadratmeter mellom flere butikker, med "
            "felles kasse og felles åpningstider: 10–17 på hverdager, til 19 tirsdag og torsdag, og 10–16 på lørdager.\n\n"
            "Du velger selv varer og priser. Vi ser etter butikker som utfyller hverandre."
        ),
        "text_en": (
            "Families shall find what they need in one trip. We share 240 square metres between several shops, with one "
            "till and the same hours: 10–17 on weekdays, until 19 on Tuesdays and Thursdays, and 10–16 on Saturdays.\n\n"
            "You choose goods and prices yourself. We look for shops that complement each other."
        ),
        "rent": FAIR_RENT,
        "rent_en": FAIR_RENT_EN,
        "equipment": "Stativer, hyller, prøverom og kasse er på plass. Lageret ligger i samme bygg.",
        "equipment_en": "Rails, shelves, fitting rooms and a till are in place. The store is in the same building.",
        "law": CONSUMER_LAW,
        "law_en": CONSUMER_LAW_EN,
    },
    {
        "slug": "utlan-av-sportsutstyr",
        "title": "Utlån av sportsutstyr",
        "title_en": "Lending of sports gear",
        "icon": "snow",
        "area": "Utlån",
        "phase": "Åpning",
        "priority": "must",
        "unit": "hours_week",
        "amount": "30",
        "deadline_days": 38,
        "need": "Folk i skranken 30 timer i uka",
        "need_en": "People at the counter 30 hours a week",
        "text": (
            "Ski, skøyter, pulker, telt og sekker skal lånes ut gratis, etter mønster fra BUA. Utstyret må tas imot, sjekkes, "
            "vaskes og gjøres klart til neste.\n\n"
            "Rollen passer for et idrettslag, en frivilligsentral eller flere som deler ukene mellom seg."
        ),
        "text_en": (
            "Skis, skates, sledges, tents and rucksacks are lent for free, as BUA does. The gear must be received, checked, "
            "washed and made ready for the next.\n\n"
            "The role suits a sports club, a volunteer centre or several who share the weeks."
        ),
        "rent": "Ingen leie. Kommunen dekker utlånssystemet og forsikring av utstyret.",
        "rent_en": "No rent. The municipality pays for the lending system and for insurance of the gear.",
        "equipment": "Skranke, hyller, tørkerom og en smørebenk for ski.",
        "equipment_en": "A counter, shelves, a drying room and a waxing bench for skis.",
        "law": "Sikkerhetsutstyr som hjelmer skal kontrolleres før hvert utlån etter produktkontrolloven.",
        "law_en": "Safety gear such as helmets must be checked before each loan, under the Product Control Act.",
    },
    {
        "slug": "utlan-av-verktoy",
        "title": "Utlån av verktøy",
        "title_en": "Lending of tools",
        "icon": "wrench",
        "area": "Utlån",
        "phase": "Full drift",
        "priority": "should",
        "unit": "hours_week",
        "amount": "12",
        "deadline_days": 52,
        "need": "Noen som kan verktøy, tolv timer i uka",
        "need_en": "Somebody who knows tools, twelve hours a week",
        "text": (
            "En drill brukes i snitt noen minutter i året. Her kan innbyggerne låne den i stedet, sammen med stige, "
            "høytrykksspyler og hekksaks.\n\n"
            "Vi trenger noen som viser hvordan verktøyet brukes trygt, og som holder det i stand."
        ),
        "text_en": (
            "Most drills are used a few minutes a year. Here residents can borrow one instead, with a ladder, a pressure "
            "washer or a hedge trimmer.\n\n"
            "We need somebody who shows how to use the tools safely, and keeps them in order."
        ),
        "rent": "Ingen leie.",
        "rent_en": "No rent.",
        "equipment": "Låsbart verktøyrom ved siden av Verkstedgata. Verktøyet kjøper kommunen etter råd fra den som får rollen.",
        "equipment_en": (
            "A tool room that can be locked, beside Workshop Street. The municipality buys the tools on the advice of "
            "whoever fills the role."
        ),
        "law": "Brukeren skal få bruksanvisning på norsk. Elektrisk verktøy kontrolleres med faste mellomrom.",
        "law_en": "Users must get instructions in Norwegian. Electric tools are checked at fixed intervals.",
    },
    {
        "slug": "kafe-og-moteplass",
        "title": "Kafé og møteplass",
        "title_en": "Café and meeting place",
        "icon": "coffee",
        "area": "Mat og møteplass",
        "phase": "Åpning",
        "priority": "must",
        "unit": "days_week",
        "amount": "5",
        "deadline_days": 24,
        "need": "Drift av kafeen fem dager i uka",
        "need_en": "Running the café five days a week",
        "text": (
            "Kafeen er torget midt i huset: der man venter på sykkelen, møter en nabo eller blir sittende. Vi ønsker enkel mat "
            "av gode råvarer, gjerne av overskudd fra butikker i nærheten.\n\n"
            "Kveldsarrangementer avtales mellom dem som bruker huset. Flere kan gå sammen om dagene."
        ),
        "text_en": (
            "The café is the square in the middle of the house: where you wait for your bicycle, meet a neighbour or stay a "
            "while. We want simple food of good produce, preferably surplus from shops nearby.\n\n"
            "Evening events are agreed among those who use the house. Several can share the days."
        ),
        "rent": "Leia følger omsetningen: en fast prosent, uten minstebeløp det første året.",
        "rent_en": "The rent follows turnover: a fixed percentage, with no minimum in the first year.",
        "equipment": "Kjøkken med ventilasjon, oppvaskmaskin, kjølerom og 40 sitteplasser.",
        "equipment_en": "A kitchen with ventilation, a dishwasher, a cold room and 40 seats.",
        "law": "Virksomheten må registreres hos Mattilsynet og ha internkontroll. Skjenking krever egen bevilling.",
        "law_en": (
            "The business must be registered with the Norwegian Food Safety Authority and have internal control. Serving "
            "alcohol requires a licence."
        ),
    },
    {
        "slug": "kurs-og-laering",
        "title": "Kurs og læring",
        "title_en": "Courses and learning",
        "icon": "book",
        "area": "Læring og arbeid",
        "phase": "Full drift",
        "priority": "should",
        "unit": "courses_month",
        "amount": "4",
        "deadline_days": 52,
        "need": "Fire kurs i måneden for barn, voksne og skoleklasser",
        "need_en": "Four courses a month for children, adults and school classes",
        "text": (
            "Den som har reparert noe selv, kaster ikke den neste tingen så lett. Vi vil ha korte kurs der deltakerne går hjem med "
            "noe de har laget eller satt i stand.\n\n"
            "Si hvem kurset er for, hva det koster å delta, og hvor mange det er plass til."
        ),
        "text_en": (
            "Whoever has repaired something does not throw away the next thing so easily. We want short courses from which people "
            "go home with something they have made or mended.\n\n"
            "Tell us who the course is for, what it costs to take part, and how many there is room for."
        ),
        "rent": "Kursrommet er gratis når kurset er gratis. Ellers betaler du for timene.",
        "rent_en": "The course room is free when the course is free. Otherwise you pay by the hour.",
        "equipment": "Kursrom for 16 med skjerm, teleslynge og vask.",
        "equipment_en": "A course room for 16 with a screen, a hearing loop and a sink.",
        "law": "De som arbeider med barn, må vise politiattest.",
        "law_en": "Those who work with children must show a police certificate of conduct.",
    },
    {
        "slug": "arbeidsinkludering",
        "title": "Arbeidsinkludering",
        "title_en": "Work inclusion",
        "icon": "hand-heart",
        "area": "Læring og arbeid",
        "phase": "Åpning",
        "priority": "must",
        "unit": "places",
        "amount": "6",
        "deadline_days": 38,
        "need": "Seks plasser for arbeidstrening, med oppfølging",
        "need_en": "Six places for work training, with support",
        "text": (
            "Senteret skal være en arbeidsplass for noen som har stått utenfor. Vi søker en virksomhet som følger opp deltakerne, og "
            "andre partnere som kan ta imot dem i verksted, butikk og kafé.\n\n"
            "Oppgavene skal være virkelige, og noen skal ha ansvar for hver deltaker."
        ),
        "text_en": (
            "The centre shall be a work place for some who have stood outside. We seek an organisation that supports the participants, "
            "and other partners who can take them on in workshop, shop and café.\n\n"
            "The tasks shall be real, and somebody is responsible for each participant."
        ),
        "rent": "Ingen leie. Plassene finansieres av tiltak som avtales med NAV.",
        "rent_en": "No rent. The places are financed by measures agreed with NAV.",
        "equipment": "Garderobe, samtalerom og kontorplass for to veiledere.",
        "equipment_en": "A changing room, a room for talks and desks for two supervisors.",
        "law": "Arbeidsmiljøloven gjelder også for deltakere. Den som følger opp, har taushetsplikt.",
        "law_en": "The Working Environment Act applies to participants too. Supervisors have a duty of confidentiality.",
    },
    {
        "slug": "henting-og-transport",
        "title": "Henting og transport",
        "title_en": "Pick-up and transport",
        "icon": "truck",
        "area": "Logistikk og drift",
        "phase": "Forberedelse",
        "priority": "must",
        "unit": "vehicles",
        "amount": "2",
        "deadline_days": 10,
        "need": "To biler med sjåfør, to faste dager i uka",
        "need_en": "Two vehicles with drivers, two fixed days a week",
        "text": (
            "Uten varer inn blir det ingen butikk. Sykler og møbler må hentes hjemme hos folk og på gjenvinningsstasjonen, og kjøres "
            "dit de skal repareres eller selges.\n\n"
            "Vi foretrekker elektriske biler. To partnere kan dele på rollen: én med bil og én med sjåfører."
        ),
        "text_en": (
            "Without goods coming in there is no shop. Bicycles and furniture must be picked up at home and at the recycling station, and "
            "taken to where they are repaired or sold.\n\n"
            "We prefer electric vehicles. Two partners can share the role: one with a vehicle and one with drivers."
        ),
        "rent": "Kommunen betaler for kjøringen etter fast pris per rute.",
        "rent_en": "The municipality pays a fixed price for each route.",
        "equipment": "Lasterampe, to ladeplasser og lager innenfor porten.",
        "equipment_en": "A loading ramp, two charging points and a store inside the gate.",
        "law": "Transport mot betaling med kjøretøy over 3,5 tonn krever løyve.",
        "law_en": "Transport for payment with vehicles above 3.5 tonnes requires a licence.",
    },
    {
        "slug": "brukte-byggevarer",
        "title": "Brukte byggevarer",
        "title_en": "Used building materials",
        "icon": "house",
        "area": "Salg",
        "phase": "Full drift",
        "priority": "should",
        "unit": "m2",
        "amount": "120",
        "deadline_days": 52,
        "need": "Lager og salg av byggevarer på 120 m²",
        "need_en": "Storage and sale of building materials on 120 m²",
        "text": (
            "Dører, vinduer, planker og fliser blir til overs på hver byggeplass. Vi vil ha et lager der håndverkere leverer, og der "
            "innbyggerne finner det de trenger til hytta eller garasjen.\n\n"
            "Noen må vurdere hva som kan brukes om igjen, måle det opp og merke det."
        ),
        "text_en": (
            "Doors, windows, planks and tiles are left over at every building site. We want a store where tradespeople deliver, and where "
            "residents find what they need for the cabin or the garage.\n\n"
            "Somebody must judge what can be used again, measure it and label it."
        ),
        "rent": FAIR_RENT,
        "rent_en": FAIR_RENT_EN,
        "equipment": "Kald lagerhall med port, reoler og en palltralle.",
        "equipment_en": "An unheated hall with a gate, racks and a pallet truck.",
        "law": "Regler om dokumentasjon av byggevarer og om farlige stoffer avgjør hva som kan selges.",
        "law_en": "Rules on documentation of building materials and on dangerous substances decide what can be sold.",
    },
]
