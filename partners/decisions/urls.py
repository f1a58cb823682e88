from django.urls import path

from partners.decisions import desk_views, views

urlpatterns = [
    path("<slug:slug>/beslutninger/", views.decision_list, name="decision_list"),
    path("<slug:slug>/beslutninger/ny/", desk_views.decision_new, name="decision_new"),
    path("<slug:slug>/beslutninger/ny/<slug:kind>/", desk_views.decision_write, name="decision_write"),
    path("<slug:slug>/beslutninger/<int:pk>/", views.decision, name="decision"),
    path("<slug:slug>/beslutninger/<int:pk>/del/", views.decision_part, name="decision_part"),
    path("<slug:slug>/beslutninger/<int:pk>/resultat/", views.decision_results, name="decision_results"),
    path("<slug:slug>/beslutninger/<int:pk>/stem/", views.decision_vote, name="decision_vote"),
    path("<slug:slug>/beslutninger/<int:pk>/rediger/", desk_views.decision_change, name="decision_change"),
    path("<slug:slug>/beslutninger/<int:pk>/apne/", desk_views.decision_open, name="decision_open"),
    path("<slug:slug>/beslutninger/<int:pk>/slett/", desk_views.decision_delete, name="decision_delete"),
    path("<slug:slug>/beslutninger/<int:pk>/lukk/", desk_views.decision_close, name="decision_close"),
    path("<slug:slug>/beslutninger/<int:pk>/utfall/", desk_views.decision_outcome, name="decision_outcome"),
    path("<slug:slug>/beslutninger/<int:pk>/sett-pa/", desk_views.decision_review, name="decision_review"),
]
