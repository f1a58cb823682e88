from django.urls import path

from partners.discussions import accepting, leading_views, views

urlpatterns = [
    path("trader/neste/", views.discussion_next, name="discussion_next"),
    path("trader/<int:pk>/", views.discussion, name="discussion"),
    path("trader/<int:pk>/innlegg/", views.posts_alone, name="discussion_posts"),
    path("trader/<int:pk>/tilstand/", views.state_alone, name="discussion_state"),
    path("trader/<int:pk>/skriv/", views.post_write, name="post_write"),
    path("trader/<int:pk>/utkast/", views.discussion_draft, name="discussion_draft"),
    path("trader/<int:pk>/navn/", views.suggest_names, name="discussion_names"),
    path("trader/<int:pk>/fest/", leading_views.discussion_pin, name="discussion_pin"),
    path("trader/<int:pk>/lukk/", leading_views.discussion_close, name="discussion_close"),
    path("trader/<int:pk>/gjenapne/", leading_views.discussion_reopen, name="discussion_reopen"),
    path("trader/<int:pk>/flytt/", leading_views.discussion_move, name="discussion_move"),
    path("trader/<int:pk>/gjester/", leading_views.discussion_guests, name="discussion_guests"),
    path(
        "trader/<int:pk>/gjester/<int:user_pk>/fjern/",
        leading_views.discussion_end_guest,
        name="discussion_end_guest",
    ),
    path(
        "trader/<int:pk>/gjester/invitasjoner/<int:invitation_pk>/trekk/",
        leading_views.guest_revoke,
        name="guest_revoke",
    ),
    path("trader/gjest/<str:token>/", accepting.open_invitation, name="guest_invitation"),
    path("innlegg/<int:pk>/endre/", views.post_change, name="post_change"),
    path("innlegg/<int:pk>/slett/", views.post_delete, name="post_delete"),
    path("innlegg/<int:pk>/tidligere/", views.post_earlier, name="post_earlier"),
    path("innlegg/<int:pk>/filer/<int:file_pk>/", views.post_file, name="post_file"),
    path("innlegg/<int:pk>/reager/", views.post_react, name="post_react"),
    path("<slug:slug>/trader/", views.discussion_list, name="discussion_list"),
    path("<slug:slug>/trader/ny/", views.discussion_new, name="discussion_new"),
    path("<slug:slug>/trader/ny/utkast/", views.discussion_new_draft, name="discussion_new_draft"),
]
