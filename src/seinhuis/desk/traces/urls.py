"""Addresses of the traces."""

from django.urls import path

from seinhuis.desk.traces import views

app_name = "traces"
urlpatterns = [
    path("desk/reports/<uuid:report>/links/", views.links, name="links"),
    path("desk/reports/<uuid:report>/links/judge/", views.judge, name="judge"),
    path("desk/reports/<uuid:report>/links/undo/", views.undo_judgement, name="undo_judgement"),
    path("desk/reports/<uuid:report>/links/join/", views.join, name="join"),
    path("desk/reports/<uuid:report>/noise/<int:number>/", views.add_noise, name="add_noise"),
    path("desk/groups/", views.groups, name="groups"),
    path("desk/noise/", views.noise, name="noise"),
    path("desk/noise/<uuid:entry>/remove/", views.remove_noise, name="remove_noise"),
]
