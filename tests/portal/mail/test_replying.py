"""One's own words in answers as mail programs write them."""

import time

import pytest

from portal.mail.replying import OwnWords, own_words

SAID = "Ja, lørdag passer.\n\nVi tar med kaffe."
QUOTE = "> Vi åpner klokka ti på lørdager.\n>\n> – Silje\n"
US = "Omigjen <omigjen@example.no>"
OUTLOOK_NB = f"""\
Fra: {US}
Sendt: torsdag 26. november 2026 14:05
Til: Kari <kari@example.no>
Emne: Nytt i Åpningstider

Vi åpner klokka ti.
"""
OUTLOOK_EN = f"""\
From: {US}
Sent: Thursday, November 26, 2026 2:05 PM
To: Kari <kari@example.no>
Subject: New in Opening hours

We open at ten.
"""
BOLD = f"*Fra:* {US}\n*Sendt:* torsdag 26. november\n*Til:* Kari\n*Emne:* Nytt\n\nVi åpner."
IOS = "Skaff deg Outlook for iOS<https://aka.ms/o0ukef>\n________________________________"
SAMSUNG = f"-------- Opprinnelig melding --------\nFra: {US}\nDato: 26.11.2026\n\nVi åpner."

WAYS = {
    "nothing quoted": "",
    "gmail nb": f"tor. 26. nov. 2026 kl. 14:05 skrev {US}:\n\n{QUOTE}",
    "gmail nb, over two lines": f"tor. 26. nov. 2026 kl. 14:05 skrev Et langt navn hos\n{US}:\n\n{QUOTE}",
    "gmail en": f"On Thu, Nov 26, 2026 at 2:05 PM {US} wrote:\n\n{QUOTE}",
    "apple nb": f"26. nov. 2026 kl. 14:05 skrev {US}:\n\n{QUOTE}",
    "apple en": f"On 26 Nov 2026, at 14:05, {US} wrote:\n\n{QUOTE}",
    "apple, on a phone": f"Sendt fra min iPhone\n\n> 26. nov. 2026 kl. 14:05 skrev {US}:\n> \n{QUOTE}",
    "thunderbird nb": f"Den 26.11.2026 14:05, skrev Omigjen:\n{QUOTE}",
    "thunderbird, name first": f"Omigjen skrev den 26.11.2026 14:05:\n{QUOTE}",
    "outlook nb": OUTLOOK_NB,
    "outlook nn": OUTLOOK_NB.replace("Fra:", "Frå:"),
    "outlook nb, bold": BOLD,
    "outlook en": OUTLOOK_EN,
    "outlook on a phone": f"{IOS}\n{OUTLOOK_NB}",
    "outlook, long ago": f"-----Opprinnelig melding-----\n{OUTLOOK_NB}",
    "samsung": f"Sendt fra min Galaxy\n\n\n{SAMSUNG}",
    "signature": "-- \nKari Nordmann\nLommedalen Sykkelverksted\n",
    "greeting": "Med vennlig hilsen\n\nKari Nordmann\nDaglig leder\n+47 22 00 00 00\n",
    "greeting on one line": "Mvh Kari\n",
    "greeting in English": "Best regards,\nKari",
    "greeting and quote": f"Hilsen Kari\n\nDen 26.11.2026 14:05, skrev Omigjen:\n{QUOTE}",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_the_mail_program_adds_is_taken_away(way):
    assert own_words(f"{SAID}\n\n{WAYS[way]}") == OwnWords(SAID)


def test_an_answer_below_the_quote_is_one():
    before = f"tor. 26. nov. 2026 kl. 14:05 skrev {US}:\n{QUOTE}\n"

    assert own_words(f"{before}{SAID}\n\nMvh Kari") == OwnWords(SAID)


def test_a_signature_below_the_quote_is_no_answer():
    below = f"{SAID}\n\nDen 26.11.2026 14:05, skrev Omigjen:\n{QUOTE}\n-- \nKari Nordmann"

    assert own_words(below) == OwnWords(SAID)


UNSURE = {
    "between the lines": f"Hei!\n\n{QUOTE}\nDet passer.\n\n> Hvem tar nøkkelen?\n\nJeg.",
    "between the lines without marks": f"Se svar i rødt under.\n\n{OUTLOOK_NB}\nDet passer.",
    "quoted without marks": f"{SAID}\n\nOn 26 Nov 2026, at 14:05, {US} wrote:\n\nWe open.",
    "forwarded": f"{SAID}\n\n---------- Forwarded message ---------\nFrom: Per\n\nHei",
    "postscript": f"{SAID}\n\nMvh Kari\n\nPS: Husk nøkkelen.",
    "a page below the greeting": f"{SAID}\n\nHilsen Kari\n" + "En linje til\n" * 30,
}


@pytest.mark.parametrize("way", UNSURE)
def test_what_cannot_be_told_apart_is_unsure(way):
    assert not own_words(UNSURE[way]).is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Kari skrev at vi åpner klokka ti. Det passer.",
        "Fra: Slemmestad\nTil: Asker\ngår det buss hver time.",
        "Sendt fra kommunen i går, sier de.",
        "Pris: 100 kroner.\nDet er 2 > 1.",
    ],
)
def test_words_that_only_look_like_a_mail_programs_stay(text):
    assert own_words(text) == OwnWords(text)


@pytest.mark.parametrize("text", ["", "\n\n", QUOTE, OUTLOOK_NB, "-- \nKari"])
def test_nothing_of_ones_own_is_empty(text):
    assert own_words(text) == OwnWords("")


def test_long_and_strange_text_takes_no_time():
    for piece in (">", "skrev 1:1 ", "\n", "-", "Fra: x\n", "skrev 1:1:\n> \n", "hilsen\n", "wrote 1:1:\n"):
        own_words(piece * 10_000)


@pytest.mark.parametrize("end", ["", "> Passer lørdag?"])
def test_many_empty_lines_take_no_time(end):
    start = time.process_time()

    assert own_words("Ja." + "\n" * 99_000 + end).text == "Ja."

    assert time.process_time() - start < 2
