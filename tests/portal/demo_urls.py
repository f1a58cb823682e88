"""The installation's addresses with the demo's among them, as settings with `DEMO` have them."""

from django.urls import include, path

from portal.urls import handler400, urlpatterns

urlpatterns = [path("demo/", include("demo.urls")), *urlpatterns]
__all__ = ["handler400", "urlpatterns"]
