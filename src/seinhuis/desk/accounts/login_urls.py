"""The address for logging in, under the name that allauth looks for."""

from django.urls import path

from seinhuis.desk.accounts import views

urlpatterns = [path("account/login/", views.log_in, name="account_login")]
