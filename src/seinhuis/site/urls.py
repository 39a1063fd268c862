"""Every address of the house."""

from allauth.account.views import logout
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from seinhuis.site import pages

urlpatterns = [
    path("", pages.choose_language, name="choose_language"),
    *i18n_patterns(
        path("", pages.front_door, name="front_door"),
        path("leave/", pages.leave, name="leave"),
        path("desk/", pages.desk, name="desk"),
        path("", include("seinhuis.desk.accounts.login_urls")),
        path("account/logout/", logout, name="account_logout"),
        path("", include("seinhuis.desk.accounts.urls")),
        path("", include("seinhuis.desk.journal.urls")),
        path("", include("seinhuis.desk.reports.urls")),
        path("", include("seinhuis.desk.triage.urls")),
        path("", include("seinhuis.desk.traces.urls")),
        path("", include("seinhuis.desk.dossiers.urls")),
        path("", include("seinhuis.desk.handover.urls")),
    ),
]
