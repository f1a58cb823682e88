from django.urls import path

from partners.organisations import accepting, directory, joining, proving, views

urlpatterns = [
    path("representerer/", views.switch, name="represent"),
    path("bli-partner/", joining.become_partner, name="become_partner"),
    path("bli-partner/virksomhet/", joining.find_organisation, name="find_organisation"),
    path("bli-partner/virksomhet/<str:number>/", joining.confirm_organisation, name="confirm_organisation"),
    path("bli-partner/selv/", joining.organisation_by_hand, name="organisation_by_hand"),
    path("invitasjon/<slug:token>/", accepting.open_invitation, name="organisation_invitation"),
    path("invitasjoner/<int:pk>/", accepting.own_invitation, name="own_invitation"),
    path("virksomheter/", directory.directory, name="partner_directory"),
    path("virksomheter/kart/", directory.partner_map, name="partner_map"),
    path("virksomheter/<int:pk>/", directory.partner_profile, name="partner_profile"),
    path("virksomhet/<int:pk>/", views.organisation, name="organisation"),
    path("virksomhet/<int:pk>/profil/", views.profile, name="organisation_profile"),
    path("virksomhet/<int:pk>/ansattporten/", proving.prove, name="organisation_prove"),
    path("ansattporten/svar/", proving.back, name="ansattporten_return"),
    path("virksomhet/<int:pk>/forlat/", views.leave_organisation, name="organisation_leave"),
    path("virksomhet/<int:pk>/inviter/", views.send_invitation, name="organisation_invite"),
    path(
        "virksomhet/<int:pk>/invitasjoner/<int:invitation_pk>/send/",
        views.resend_invitation,
        name="invitation_resend",
    ),
    path(
        "virksomhet/<int:pk>/invitasjoner/<int:invitation_pk>/trekk/",
        views.revoke_invitation,
        name="invitation_revoke",
    ),
    path("virksomhet/<int:pk>/medlemmer/<int:membership_pk>/slipp-inn/", views.let_in, name="member_let_in"),
    path(
        "virksomhet/<int:pk>/medlemmer/<int:membership_pk>/avvis/", views.turn_down, name="member_turn_down"
    ),
    path("virksomhet/<int:pk>/medlemmer/<int:membership_pk>/rolle/", views.set_role, name="member_role"),
    path(
        "virksomhet/<int:pk>/medlemmer/<int:membership_pk>/fjern/", views.remove_member, name="member_remove"
    ),
]
