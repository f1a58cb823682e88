"""The Atom feed of news."""

from datetime import datetime, time

from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from home.addresses import absolute


def news_feed(request, index, news):
    """The newest news under `index`. An entry's id stays the same when its page moves."""
    address = absolute(index.get_url(request))
    feed = Atom1Feed(
        title=index.title,
        link=address,
        description=index.intro,
        subtitle=index.intro or None,
        language=get_language(),
        feed_url=f"{address}atom.xml",
        feed_guid=f"urn:uuid:{index.translation_key}",
    )
    for page in news:
        feed.add_item(
            title=page.title,
            link=absolute(page.get_url(request)),
            description=page.intro,
            unique_id=f"urn:uuid:{page.translation_key}",
            pubdate=timezone.make_aware(datetime.combine(page.date, time(8))),
            updateddate=page.last_published_at,
            categories=[tag.name for tag in page.tags.all()],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
