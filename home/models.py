from home.pages.concepts import ConceptIndexPage, ConceptPage
from home.pages.front import HomePage
from home.pages.news import NewsIndexPage, NewsPage, NewsTag
from home.pages.standard import StandardPage
from home.programme import SiteSettings

__all__ = [
    "ConceptIndexPage",
    "ConceptPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "SiteSettings",
    "StandardPage",
]
