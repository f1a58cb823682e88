"""The demo's documents of working groups. All people are invented.

`source` is typst for a PDF, the words of a note for a picture, and else the text itself.
"""

HEAD = '#set document(title: "{title}")\n#set text(lang: "nb", size: 11pt)\n#set page(paper: "a4", margin: 2.5cm)\n'
PLAN = HEAD.format(title="Plan for felles verksted") + (
    "= Plan for felles verksted\n\n"
    "Verkstedet deles av sykkel, tre og elektronikk. Vi trenger om lag 140 kvadratmeter, med avtrekk til lakkrom "
    "og egen dør for varer.\n\n== Bemanning\n\nTre på vakt hver verkstedkveld, og en fagperson på dagtid to dager i uka."
)
BUDGET = "\n\n== Kostnader\n\nLeie, strøm og forsikring er regnet til 19 500 kroner i måneden. Avtrekk kommer i tillegg."

DOCUMENTS = {
    "Verksted og reparasjon": [
        {
            "title": "Referat fra befaring på lageret",
            "file": "referat-befaring.txt",
            "tags": ["referat"],
            "versions": [
                {
                    "by": "Jonas Tangen",
                    "days_ago": 18,
                    "source": "Befaring på lageret i Slemmestad\n\nTil stede: Silje, Jonas T., Per Olav og Yusuf.\n\n- Lageret er 160 kvadratmeter, med port på 3 meter.\n- Taket er tett, men det mangler varme i den ene enden.\n- Strømmen holder til søylebor og slipemaskin, ikke til sveising.\n\nVi spør kommunen om varme og avtrekk før vi går videre.",
                }
            ],
        },
        {
            "title": "Plan for felles verksted",
            "file": "plan-felles-verksted.pdf",
            "tags": ["plan", "budsjett"],
            "locked_by": "Yusuf Ali",
            "versions": [
                {"by": "Silje Lunde", "days_ago": 12, "source": PLAN},
                {
                    "by": "Yusuf Ali",
                    "days_ago": 2,
                    "why": "La til hva det koster",
                    "source": PLAN + BUDGET,
                },
            ],
        },
        {
            "title": "Lapp fra idédugnaden",
            "file": "lapp-idedugnad.png",
            "tags": ["bilder"],
            "versions": [
                {"by": "Per Olav Vik", "days_ago": 9, "source": "Fast kveld der alle kan reparere selv"}
            ],
        },
    ],
    "Tekstil og redesign": [
        {
            "title": "Utstyr vi trenger til systua",
            "file": "utstyr-systue.txt",
            "tags": ["utstyr"],
            "versions": [
                {
                    "by": "Ingrid Solheim",
                    "days_ago": 6,
                    "source": "Utstyr til systua\n\n8 symaskiner, 2 overlock, 2 klippebord på minst 120 cm, dampstrykejern, gode lamper over hver plass.",
                }
            ],
        }
    ],
    "Varestrøm og transport": [
        {
            "title": "Skjema for veiing",
            "file": "skjema-veiing.txt",
            "tags": ["mengder"],
            "versions": [
                {
                    "by": "Kari Aas",
                    "days_ago": 5,
                    "source": "Skjema for veiing\n\nDato:\nHva (møbler, klær, småting, byggevarer):\nKilo:\nKan selges / må repareres / kan ikke brukes:",
                }
            ],
        }
    ],
}
