from django.urls import path

from partners.documents import views

ALL = "grupper/<slug:slug>/dokumenter/"

urlpatterns = [
    path(ALL, views.group_documents, name="group_documents"),
    path(f"{ALL}ny/", views.document_new, name="document_new"),
    path(f"{ALL}<int:pk>/", views.document, name="group_document"),
    path(f"{ALL}<int:pk>/rediger/", views.document_change, name="document_change"),
    path(f"{ALL}<int:pk>/ny-versjon/", views.document_version, name="document_version"),
    path(f"{ALL}<int:pk>/las/", views.document_lock, name="document_lock"),
    path(f"{ALL}<int:pk>/las-opp/", views.document_unlock, name="document_unlock"),
    path(f"{ALL}<int:pk>/fjern/", views.document_remove, name="document_remove"),
    path(f"{ALL}<int:pk>/<int:number>/", views.document_file, name="document_file"),
]
