"""The demo's English pages, keyed by the slug of the Norwegian page."""

GIVE_INPUT = (
    "give_input",
    (
        "What must be in place for this to succeed?",
        "Answer the questions of the dialogue meeting, even if you can't come. All input gets an answer.",
        "Give input",
        "/en/dialogue-meetings/dialogue-meeting-reuse-centre/innspill/",
    ),
)

PAGES = {
    "konsept": (
        "The concept",
        "concept",
        "Omigjen is a reuse centre in the making. Read about its three parts.",
        [],
    ),
    "ombrukshuset": (
        "The Reuse House",
        "reuse-house",
        "Shops, a café and a meeting place under one roof. Small businesses share space, till and storage.",
        [
            ("heading", "A house where second-hand is the usual choice"),
            (
                "text",
                "<p>The Reuse House gathers what a family needs in one trip: clothes and shoes in the right size, "
                "sports gear, toys, books and small furniture. In the middle lies the square with its café.</p>",
            ),
            ("picture", "sketch"),
            GIVE_INPUT,
        ],
    ),
    "verkstedgata": (
        "Workshop Street",
        "workshop-street",
        "Repair and redesign in the centre. Craftspeople, apprentices and volunteers work side by side.",
        [
            ("heading", "Workshops you can look into"),
            (
                "text",
                "<p>Four workshops lie along the street: bicycles, textiles, furniture and electronics. They are "
                "open to each other and to the public, so that the craft can be seen.</p>",
            ),
            GIVE_INPUT,
        ],
    ),
    "utlanssentralen": (
        "The Lending Library",
        "lending-library",
        "Borrow instead of own. Tools, sports gear and things you need now and then, in one place.",
        [
            ("heading", "Borrow what you seldom need"),
            (
                "text",
                "<p>A drill is used for a few minutes in its life. The lending library makes it easy to borrow it "
                "for a week, free of charge, with your library card.</p>",
            ),
            GIVE_INPUT,
        ],
    ),
    "om-piloten": (
        "About the pilot",
        "about-the-pilot",
        "Background and vision, the sketch, what we need, and the plan for two years of trial.",
        [
            ("heading", "Background and vision"),
            (
                "text",
                "<p>Asker municipality wants to make it easier for residents to make sustainable choices. The "
                "vision is a place where things get another round, and where businesses, volunteers and "
                "residents meet.</p>",
            ),
            ("picture", "sketch"),
        ],
    ),
    "dialogmoter": (
        "Dialogue meetings",
        "dialogue-meetings",
        "Meet the municipality and the others who want to take part. Anyone can sign up, without an account.",
        [],
    ),
    "dialogmote-om-ombrukssenter": (
        "Will you join a dialogue meeting about the reuse centre?",
        "dialogue-meeting-reuse-centre",
        "Asker municipality invites local businesses and associations to a dialogue meeting about Omigjen.",
        [
            (
                "text",
                "<p>A feasibility study has explored how reuse can be made easier. The result is a two-year pilot "
                "of a reuse centre. It is the municipality's initiative, but it is to be developed and run in "
                "close cooperation with local business. A successful centre depends on your input.</p>"
                "<p>The meeting is digital. The link is sent by e-mail to everyone who has signed up.</p>",
            )
        ],
    ),
    "aktuelt": ("News", "news", "News about Omigjen and the work on the pilot.", []),
    "tre-konsepter-er-klare-for-innspill": (
        "Three concepts are ready for your input",
        "three-concepts",
        "The Reuse House, Workshop Street and the Lending Library are open for input from everyone.",
        [("text", "<p>Read about each of them, look at the sketch and tell us what you think.</p>")],
    ),
    "om-omigjen": (
        "About Omigjen",
        "about-omigjen",
        "Omigjen is a pilot run by Asker municipality, developed with those who will use it.",
        [
            (
                "text",
                "<p>Here everyone can see who contributed what, what the municipality answered, and what came of "
                "it. Every partner is treated alike. All people and businesses in this demo are invented.</p>",
            )
        ],
    ),
    "tilgjengelighetserklaering": (
        "Accessibility statement",
        "accessibility",
        "Everyone should be able to use this site.",
        [
            (
                "text",
                "<p>We follow WCAG 2.1 at level AA, as the regulation requires, and aim at WCAG 2.2. The site "
                "works by keyboard, with a screen reader, at 400 per cent zoom, and without JavaScript.</p>",
            )
        ],
    ),
    "personvern": (
        "Privacy",
        "privacy",
        "How we handle information about you.",
        [
            (
                "text",
                "<p>When you sign up for a meeting we keep your name, e-mail address and answers, on the basis of "
                "GDPR article 6(1)(e). Practical details are deleted 30 days after the meeting. Input can be a "
                "case document and is then preserved.</p>",
            )
        ],
    ),
    "informasjonskapsler": (
        "Cookies",
        "cookies",
        "We use only the cookies that the site needs to work.",
        [("text", "<p>None of them tracks you, and none is shared. So there is nothing to consent to.</p>")],
    ),
}

FRONT = {
    "hero_tag": "Two-year pilot · Open for input",
    "hero_title": "Things deserve another round",
    "intro": (
        "Omigjen will make it easy to buy second-hand, repair and borrow in Asker. The municipality develops the "
        "centre with businesses, volunteers and residents. Now we need you."
    ),
}
BUTTONS = [
    ("Sign up for the dialogue meeting", "dialogmote-om-ombrukssenter"),
    ("See the concept", "konsept"),
]
FACTS = [
    ("3", "concepts to have a say on"),
    ("1 500", "square metres in the sketch"),
    ("2", "years of trial"),
]
CONCEPTS = {
    "heading": "Three ideas of what Omigjen can be",
    "lead": "Read the concepts and tell us what is missing. Your input decides what the pilot will hold.",
}
TIMELINE = [
    ("This spring", "Feasibility study", "We studied needs and talked with people and businesses.", "done"),
    ("Now", "Dialogue and concepts", "Dialogue meetings and input to the three concepts.", "now"),
    ("This winter", "Partners and agreements", "We share out roles and write letters of intent.", "coming"),
    ("Next spring", "The doors open", "Trial with shop, workshops and lending.", "coming"),
    ("In two years", "Evaluation", "The council gets a recommendation on the way forward.", "coming"),
]
QUESTIONS = [
    (
        "What do you think of the concept, and what must be in place for it to succeed?",
        "As short or long as you like.",
    ),
    ("What do you need in order to take part?", "For instance rent, storage, opening hours or transport."),
    ("Which role could you take?", "Development partner, participant in the final concept, or both."),
]
LABELS = {
    "ombrukshuset": "Sale, Café, Meeting place",
    "verkstedgata": "Repair, Redesign, Learning",
    "utlanssentralen": "Sports gear, Tools, Families",
}
TAGS = {"tre-konsepter-er-klare-for-innspill": ["Concepts"]}
AGENDA = [
    (
        "The municipality presents the concept",
        [
            ("Welcome", 5, "Project manager", ""),
            ("Background and vision", 10, "Project manager", ""),
            ("The concept as it is pictured today", 10, "Asker municipality", ""),
            ("What the municipality wishes and needs", 10, "Asker municipality", ""),
            ("The plan for development with partners", 10, "Project manager", ""),
        ],
    ),
    (
        "Participants give their input",
        [
            ("Overall response to the concept", 20, "Everyone", "Also what must be in place to succeed."),
            ("Needs and roles", 20, "Everyone", "What you need, and which role you could take."),
            ("Summing up and next steps", 5, "Project manager", ""),
        ],
    ),
]
