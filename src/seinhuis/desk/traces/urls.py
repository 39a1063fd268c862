"""Addresses of the traces."""

from django.urls import path, register_converter

from seinhuis.desk.traces import views
from seinhuis.desk.traces.corpus import noise_views as corpus_noise
from seinhuis.desk.traces.corpus import views as corpus_views
from seinhuis.desk.traces.corpus.folding import Fold


class FoldConverter:
    """A way to put records together, by its code."""

    regex = "|".join(Fold)

    def to_python(self, value: str) -> Fold:
        """The code as the rules know it."""
        return Fold(value)

    def to_url(self, value: str) -> str:
        """The code as it stands in an address."""
        return str(value)


register_converter(FoldConverter, "fold")
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
    path("desk/corpus/", corpus_views.corpus, name="corpus"),
    path("desk/corpus/clusters/<uuid:cluster>/", corpus_views.cluster, name="corpus_cluster"),
    path(
        "desk/corpus/clusters/<uuid:cluster>/by-<fold:by>/<int:group>/",
        corpus_views.group,
        name="corpus_group",
    ),
    path("desk/corpus/clusters/<uuid:cluster>/way/", corpus_views.choose_way, name="corpus_choose_way"),
    path(
        "desk/corpus/clusters/<uuid:cluster>/noise/<uuid:identifier>/",
        corpus_noise.identifier,
        name="corpus_identifier_noise",
    ),
    path("desk/corpus/records/<uuid:record>/noise/", corpus_noise.record, name="corpus_record_noise"),
    path("desk/corpus/ways/<uuid:one>/<uuid:other>/", corpus_views.way, name="corpus_way"),
    path("desk/corpus/records/<uuid:record>/", corpus_views.record, name="corpus_record"),
    path("desk/corpus/pairs/<uuid:one>/<uuid:other>/", corpus_views.pair, name="corpus_pair"),
    path("desk/corpus/pairs/<uuid:one>/<uuid:other>/undo/", corpus_views.take_back, name="corpus_take_back"),
    path(
        "desk/reports/<uuid:report>/corpus/<int:number>/", corpus_views.from_report, name="corpus_from_report"
    ),
]
