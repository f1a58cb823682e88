from django.urls import path

from partners.proposals import downloads, views, writing

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("ny/", views.proposal_new, name="proposal_new"),
    path("<int:pk>/", views.proposal, name="proposal"),
    path("<int:pk>/steg/<slug:step>/", writing.proposal_step, name="proposal_step"),
    path("<int:pk>/lever/", writing.proposal_submit, name="proposal_submit"),
    path("<int:pk>/levert/<int:number>/", writing.proposal_submitted, name="proposal_submitted"),
    path("<int:pk>/kvittering/<int:number>/", downloads.proposal_receipt, name="proposal_receipt"),
    path("<int:pk>/filer/<int:attachment_pk>/", downloads.proposal_file, name="proposal_file"),
    path("<int:pk>/versjoner/<int:number>/", views.proposal_version, name="proposal_version"),
    path("<int:pk>/ny-versjon/", views.proposal_revise, name="proposal_revise"),
    path("<int:pk>/trekk/", views.proposal_withdraw, name="proposal_withdraw"),
    path("<int:pk>/slett/", views.proposal_discard, name="proposal_discard"),
]
