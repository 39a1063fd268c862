"""Addresses of the accounts."""

from django.urls import path

from seinhuis.desk.accounts import views

app_name = "accounts"
urlpatterns = [
    path("desk/passphrase/", views.passphrase, name="passphrase"),
    path("desk/people/", views.people, name="people"),
    path("desk/people/add/", views.add, name="add"),
    path("desk/people/<uuid:person>/renew/", views.renew, name="renew"),
    path("desk/people/<uuid:person>/deactivate/", views.deactivate, name="deactivate"),
    path("desk/people/recovery-sheet/", views.recovery_sheet, name="recovery_sheet"),
    path("account/recover/", views.recover, name="recover"),
]
