"""What search engines are told of a page, in the words of schema.org."""

from django.utils.translation import get_language

from home.addresses import absolute
from home.programme import programme_of


def organisation(request):
    programme = programme_of(request)
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": programme.owner or programme.name,
        "url": absolute(programme.url),
    }
    if programme.owner:
        data["department"] = {"@type": "Organization", "name": programme.name}
    if programme.organisation_number:
        data["identifier"] = programme.organisation_number.replace(" ", "")
    if programme.contact_email:
        data["email"] = programme.contact_email
    if programme.contact_phone:
        data["telephone"] = programme.contact_phone
    return data


def news_article(request, page):
    programme = programme_of(request)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.date.isoformat(),
        "inLanguage": get_language(),
        "mainEntityOfPage": absolute(page.get_url(request)),
        "publisher": {"@type": "Organization", "name": programme.owner or programme.name},
    }
    if page.intro:
        data["description"] = page.intro
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if page.sharing_picture:
        data["image"] = [absolute(page.sharing_picture.url)]
    return data
