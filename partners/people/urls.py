from django.urls import path

from partners.people import own_pages, views

urlpatterns = [
    path("", views.my_page, name="my_page"),
    path("navn/", views.my_name, name="my_name"),
    path("sprak/", own_pages.my_language, name="my_language"),
    path("varsler/", own_pages.my_letters, name="my_letters"),
    path("varsler/av/<str:token>/", own_pages.letters_off, name="letters_off"),
    path("data/", own_pages.my_data, name="my_data"),
    path("data/fil/", own_pages.my_data_file, name="my_data_file"),
    path("slett/", own_pages.close_my_account, name="close_my_account"),
    path("slett/angre/", own_pages.keep_my_account, name="keep_account"),
    path("slettet/", own_pages.account_closed, name="account_closed"),
]
