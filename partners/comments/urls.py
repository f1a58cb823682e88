from django.urls import path

from partners.comments import views

urlpatterns = [
    path("<int:page>/", views.thread, name="comments"),
    path("<int:page>/utkast/", views.draft, name="comments_draft"),
    path("<int:page>/antall/", views.counts, name="comments_counts"),
    path("<int:page>/liste/", views.comment_list, name="comments_list"),
    path("<int:page>/tidligere/", views.earlier, name="comments_earlier"),
    path("<int:page>/<uuid:block>/", views.thread, name="comments"),
    path("<int:page>/<uuid:block>/utkast/", views.draft, name="comments_draft"),
    path("<int:page>/<uuid:block>/liste/", views.comment_list, name="comments_list"),
    path("sjekk-eposten/", views.held, name="comment_held"),
    path("bekreft/<slug:token>/", views.confirm, name="comment_confirm"),
    path("mine/<int:pk>/endre/", views.change, name="comment_change"),
    path("mine/<int:pk>/slett/", views.withdraw, name="comment_withdraw"),
]
