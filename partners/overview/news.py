"""News from the municipality, among what happened lately."""

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.pages.news import NewsPage
from partners.happenings import LATEST, Happening, link, tells_what_happened


@tells_what_happened
def news_published(request):
    """The latest news in the reader's language; one query."""
    news = NewsPage.objects.for_list().filter(locale__language_code=get_language())
    return [
        Happening(
            page.first_published_at,
            icon="newspaper",
            color="blaa",
            words=format_html(_("News: {page}"), page=link(page.url, page.title)),
        )
        for page in news.exclude(first_published_at=None)[:LATEST]
    ]
