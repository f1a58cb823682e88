"""A stand-in for Enhetsregisteret, so that the demo needs no network: invented units in its shape."""

from django.http import JsonResponse

from demo.content.organisations import DELETED, FORMS, UNITS


def unit(number, name, form, industry, street, place, more):
    postcode, town, municipality = place
    return {
        "organisasjonsnummer": number,
        "navn": name,
        "organisasjonsform": {"kode": form, "beskrivelse": FORMS[form]},
        "naeringskode1": {"beskrivelse": industry},
        "forretningsadresse": {
            "adresse": [street or None],
            "postnummer": postcode,
            "poststed": town,
            "kommune": municipality,
        },
        "registrertIFrivillighetsregisteret": False,
        "konkurs": False,
        "underAvvikling": False,
    } | more


REGISTER = {row[0]: unit(*row) for row in UNITS}


def search_units(request):
    words = request.GET.get("navn", "").lower().split()
    found = [each for each in REGISTER.values() if all(word in each["navn"].lower() for word in words)]
    page = {"page": {"totalElements": len(found)}}
    return JsonResponse({"_embedded": {"enheter": found}} | page if found else page)


def one_unit(request, number):
    if number in DELETED:
        return JsonResponse({"organisasjonsnummer": number, "slettedato": "2026-01-31"}, status=410)
    if number not in REGISTER:
        return JsonResponse({}, status=404)
    return JsonResponse(REGISTER[number])
