"""Full-text search in Norwegian."""

from django.contrib.postgres.search import SearchQuery

from home.searching import Query


def prefix_query(words):
    """A query that finds each word inflected or as a beginning ("ombruk" finds "ombrukssenteret").

    None when there is no word in it.
    """
    query = Query(words)
    return SearchQuery(query.tsquery, config="norwegian", search_type="raw") if query else None
