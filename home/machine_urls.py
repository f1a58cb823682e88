"""Addresses that machines ask for, the same in every language."""

from django.urls import path

from home import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("media/images/<path:name>", views.rendition, name="rendition"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
