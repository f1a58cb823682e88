from django.urls import path, re_path

from home import views

urlpatterns = [
    path("sok/", views.search, name="search"),
    # Wagtail's own pattern takes no full stop; the page tree knows the feed as a part of its list of news.
    re_path(r"^((?:[\w-]+/)*atom\.xml)$", views.page, name="news_feed"),
]
