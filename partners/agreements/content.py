"""What a letter of intent says: the template's words with the facts of one decision filled in."""

from django.utils.formats import date_format
from wagtail.models import Site

from home.programme import SiteSettings
from partners.agreements.models import LetterTemplate
from partners.assessments.models import Decision
from partners.roles.units import amount_in_words

WORDS = ("title", "opening", "terms", "closing")


def content_for(proposal):
    """The content of a letter for an accepted proposal, as values that JSON can hold. In Norwegian: it is
    the municipality's document, whatever language its reader has chosen."""
    decision = Decision.objects.published().prefetch_related("amounts__offer__role").get(proposal=proposal)
    version = decision.version
    template = LetterTemplate.load()
    names = _names(proposal)
    words = {word: _filled(getattr(template, word), names) for word in WORDS}
    return words | {
        "language": "nb",
        "sender": names["kommune"],
        "municipality": names["kommune"],
        "partner": names["partner"],
        "partner_number": proposal.organisation.number_in_groups if proposal.organisation else "",
        "proposal": proposal.number,
        "decided": date_format(decision.published_at, "DATE_FORMAT"),
        "digest": version.digest,
        "starts": date_format(version.starts, "DATE_FORMAT") if version.starts else "",
        "ends": date_format(version.ends, "DATE_FORMAT") if version.ends else "",
        "conditions": decision.conditions,
        "amounts": [
            {"role": each.offer.role.title, "amount": in_words(each)} for each in decision.amounts.all()
        ],
    }


def _names(proposal):
    programme = SiteSettings.for_site(Site.objects.get(is_default_site=True)).programme("nb")
    return {
        "kommune": programme.owner,
        "program": programme.name,
        "partner": proposal.made_by,
        "forslag": proposal.number,
    }


def _filled(text, names):
    """The words with the names in them. Braces that are none of ours stay as they are."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def in_words(decided):
    """How much of a role is accepted: 1,5 arbeidsplasser."""
    return amount_in_words(decided.amount, decided.offer.role.unit)
