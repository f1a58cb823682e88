from django.urls import path

from partners.threads import views

urlpatterns = [path("regler/", views.rules, name="thread_rules")]
