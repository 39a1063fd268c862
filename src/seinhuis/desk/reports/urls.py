"""The public addresses of the reports."""

from django.urls import path

from seinhuis.desk.reports import back_views, views

app_name = "reports"
urlpatterns = [
    path("form/<slug:organisation>/", views.start, name="start"),
    path("back/", back_views.back, name="back"),
]
