from django.urls import path

from partners.groups import accepting, people_views, views

urlpatterns = [
    path("", views.group_list, name="group_list"),
    path("ny/", views.group_new, name="group_new"),
    path("invitasjon/<str:token>/", accepting.open_invitation, name="group_invitation"),
    path("invitasjoner/<int:pk>/", accepting.own_invitation, name="own_group_invitation"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/rediger/", views.group_change, name="group_change"),
    path("<slug:slug>/arkiver/", views.group_archive, name="group_archive"),
    path("<slug:slug>/gjenapne/", views.group_reopen, name="group_reopen"),
    path("<slug:slug>/bli-med/", people_views.group_join, name="group_join"),
    path("<slug:slug>/trekk-tilbake/", people_views.group_withdraw, name="group_withdraw"),
    path("<slug:slug>/forlat/", people_views.group_leave, name="group_leave"),
    path("<slug:slug>/deltar-for/", people_views.group_act_for, name="group_act_for"),
    path("<slug:slug>/medlemmer/", people_views.group_members, name="group_members"),
    path("<slug:slug>/medlemmer/inviter/", people_views.group_invite, name="group_invite"),
    path("<slug:slug>/medlemmer/<int:pk>/plass/", people_views.group_place, name="group_place"),
    path("<slug:slug>/medlemmer/<int:pk>/fjern/", people_views.group_remove, name="group_remove"),
    path("<slug:slug>/invitasjoner/<int:pk>/trekk/", people_views.group_revoke, name="group_revoke"),
    path("<slug:slug>/foresporsler/<int:pk>/ja/", people_views.group_accept, name="group_accept"),
    path("<slug:slug>/foresporsler/<int:pk>/nei/", people_views.group_decline, name="group_decline"),
]
