"""Addresses of the handover: the desk, and one public page for recipients."""

from django.urls import path

from seinhuis.desk.handover import (
    clearing_views,
    public_views,
    recipient_views,
    sign_views,
    step_views,
    views,
)

app_name = "handover"
urlpatterns = [
    path("acknowledge/", public_views.acknowledge_page, name="acknowledge"),
    path("desk/handovers/", views.index, name="index"),
    path("desk/handovers/escrow/", recipient_views.escrow, name="escrow"),
    path("desk/handovers/of/<uuid:dossier>/", step_views.start, name="start"),
    path("desk/handovers/<uuid:handover>/", views.page, name="page"),
    path("desk/handovers/<uuid:handover>/recipient/", step_views.recipient, name="recipient"),
    path("desk/handovers/<uuid:handover>/check/", step_views.check, name="check"),
    path("desk/handovers/<uuid:handover>/grounds/", step_views.grounds, name="grounds"),
    path("desk/handovers/<uuid:handover>/consent/", step_views.consent, name="consent"),
    path("desk/handovers/<uuid:handover>/clearing/", clearing_views.clearing, name="clearing"),
    path("desk/handovers/<uuid:handover>/sign/", sign_views.sign, name="sign"),
    path("desk/handovers/<uuid:handover>/withdraw/", views.withdraw, name="withdraw"),
    path("desk/handovers/<uuid:handover>/settle/", views.settle, name="settle"),
    path("desk/handovers/<uuid:handover>/package/", views.download, name="download"),
    path("desk/recipients/", recipient_views.address_book, name="recipients"),
    path("desk/recipients/<uuid:recipient>/confirm/", recipient_views.confirm_key, name="confirm_key"),
    path("desk/recipients/<uuid:recipient>/use/", recipient_views.retire, name="retire"),
]
