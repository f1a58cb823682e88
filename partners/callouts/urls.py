from django.urls import path

from partners.callouts import views

urlpatterns = [
    path("dugnader/", views.call_outs, name="call_outs"),
    path("grupper/<slug:slug>/dugnader/ny/", views.call_out_new, name="call_out_new"),
    path("dugnader/<int:pk>/", views.call_out, name="call_out"),
    path("dugnader/<int:pk>/rediger/", views.call_out_change, name="call_out_change"),
    path("dugnader/<int:pk>/avlys/", views.call_out_cancel, name="call_out_cancel"),
    path("dugnader/<int:pk>/bli-med/", views.call_out_volunteer, name="call_out_volunteer"),
    path("dugnader/<int:pk>/trekk/", views.call_out_withdraw, name="call_out_withdraw"),
    path("dugnader/<int:pk>/frivillige/<int:volunteer>/ja/", views.volunteer_accept, name="volunteer_accept"),
    path(
        "dugnader/<int:pk>/frivillige/<int:volunteer>/nei/", views.volunteer_decline, name="volunteer_decline"
    ),
]
