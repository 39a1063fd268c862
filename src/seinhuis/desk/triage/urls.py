"""Addresses of the triage."""

from django.urls import path

from seinhuis.desk.triage import views
from seinhuis.desk.triage.deeds import DEEDS

app_name = "triage"
urlpatterns = [
    path("desk/queue/", views.queue, name="queue"),
    path("desk/reports/<uuid:report>/", views.report, name="report"),
    *(
        path(
            f"desk/reports/<uuid:report>/{deed.name.replace('_', '-')}/",
            views.deed_view(deed),
            name=deed.name,
        )
        for deed in DEEDS
    ),
]
