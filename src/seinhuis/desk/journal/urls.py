"""Addresses of the journal."""

from django.urls import path

from seinhuis.desk.journal import views

app_name = "journal"
urlpatterns = [
    path("desk/journal/", views.entries, name="entries"),
    path("desk/journal/<int:index>/", views.entry, name="entry"),
    path("desk/journal/<int:index>/proof/", views.proof, name="proof"),
    path("desk/journal/checkpoints/", views.checkpoints, name="checkpoints"),
    path("desk/journal/checkpoints/<int:size>/", views.note, name="note"),
    path("desk/journal/checkpoints/<int:size>/continuation/", views.continuation, name="continuation"),
    path("desk/journal/checkpoints/<int:size>/stamp/", views.stamp, name="stamp"),
    path("desk/journal/key/", views.key, name="key"),
]
