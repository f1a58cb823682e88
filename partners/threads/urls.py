from django.urls import path

from partners.threads import views

urlpatterns = [
    path("<int:pk>/samtale/", views.replies_alone, name="input_replies"),
    path("<int:pk>/stemmer/", views.votes_alone, name="input_votes"),
    path("<int:pk>/svar/", views.write_reply, name="reply_write"),
    path("<int:pk>/stemme/", views.cast_vote, name="input_vote"),
    path("<int:pk>/folg/", views.choose_follow, name="input_follow"),
    path("<int:pk>/nevn/", views.suggest_mentions, name="mention_suggest"),
    path("<int:pk>/meld/", views.report_input, name="input_report"),
    path("svar/<int:pk>/endre/", views.change_reply, name="reply_change"),
    path("svar/<int:pk>/slett/", views.remove_reply, name="reply_delete"),
    path("svar/<int:pk>/tekster/", views.earlier_texts, name="reply_earlier"),
    path("svar/<int:pk>/meld/", views.report_reply, name="reply_report"),
]
