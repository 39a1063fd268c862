"""What the picture puts together can be opened, by place and by month."""

import re

import pytest
from django.urls import reverse

from seinhuis.desk.traces.corpus.actions import set_aside
from seinhuis.desk.traces.corpus.cluster import cluster_page, group_page
from seinhuis.desk.traces.corpus.contracts import Wanted
from seinhuis.desk.traces.corpus.folding import Fold
from seinhuis.desk.traces.corpus.setting_aside import record_named


@pytest.mark.parametrize("by", list(Fold))
def test_every_box_of_the_picture_opens_to_its_messages(house, desk, big, by):
    address = reverse("traces:corpus_cluster", args=[big])
    html = desk.get(address, {"by": by}).content.decode()
    boxes = set(re.findall(rf'href="([^"]+/by-{by}/\d+/)"', html))
    page = cluster_page(big, viewer=house.analyst, wanted=Wanted(by=by))
    assert len(boxes) == len(page.groups) > 3
    held = [
        group_page(big, by, node.number, viewer=house.analyst, page=1, with_noise=False)
        for node in page.groups
    ]
    assert sum(each.count for each in held) == page.grouped == 230 - 175
    assert {each.label for each in held} == {node.label for node in page.groups}
    opened = desk.get(boxes.pop()).content.decode()
    assert "Fiets nummer" in opened
    assert opened.count("<h1") == 1


def test_the_choice_is_shown_and_kept_on_the_next_page(desk, big):
    html = desk.get(reverse("traces:corpus_cluster", args=[big]), {"by": "month"}).content.decode()
    assert '<a href="?by=month#picture-title" aria-current="true">per maand</a>' in html
    assert 'href="?page=2&amp;by=month#messages"' in html
    whatever = desk.get(reverse("traces:corpus_cluster", args=[big]), {"by": "colour", "noise": "maybe"})
    assert whatever.status_code == 200


def test_a_group_that_is_not_in_the_picture_is_not_found(desk, big):
    assert desk.get(reverse("traces:corpus_group", args=[big, Fold.PLACE, 99])).status_code == 404
    address = reverse("traces:corpus_group", args=[big, Fold.PLACE, 1])
    assert desk.get(address.replace("by-place", "by-colour")).status_code == 404


def test_noise_is_not_counted_in_a_group_unless_it_is_shown(house, big):
    found = record_named(big, viewer=house.analyst)
    set_aside(found, viewer=house.analyst, reason="Van een bedrijf.")
    page = cluster_page(big, viewer=house.analyst, wanted=Wanted())
    assert page.grouped == 230 - 175 - 1
    assert page.timeline.columns[0].count == 45
    shown = cluster_page(big, viewer=house.analyst, wanted=Wanted(with_noise=True))
    assert shown.grouped == 230 - 175
