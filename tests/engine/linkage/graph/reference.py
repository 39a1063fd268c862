"""The same rules, written down as slowly and plainly as can be; shares no code with what it checks."""

import math
from collections import defaultdict


class Groups:
    def __init__(self, nodes):
        self.of = {node: {node} for node in nodes}

    def join(self, left, right):
        if self.of[left] is not self.of[right]:
            both = self.of[left] | self.of[right]
            for node in both:
                self.of[node] = both

    def all(self):
        return {frozenset(group) for group in self.of.values()}


def rows_of(graph):
    rows = defaultdict(set)
    for row, identifier in zip(
        graph.memberships.row.tolist(), graph.memberships.identifier.tolist(), strict=True
    ):
        rows[identifier].add(row)
    return rows


def text_pairs(graph):
    texts = graph.text_links
    return list(zip(texts.left.tolist(), texts.right.tolist(), texts.similarity.tolist(), strict=True))


def hubs_of(graph, rules, same):
    """Which identifiers the fan-in guard refuses, and the groups that are glued without them."""
    groups = Groups(range(graph.count))
    for left, right in same:
        groups.join(left, right)
    for left, right, _ in text_pairs(graph):
        groups.join(left, right)
    rows = rows_of(graph)
    hubs = set()
    for records in sorted({len(each) for each in rows.values()}):
        level = [identifier for identifier, each in rows.items() if len(each) == records]
        for identifier in level:
            large = [row for row in rows[identifier] if len(groups.of[row]) >= rules.sized]
            components = len({id(groups.of[row]) for row in large})
            if records >= max(rules.crowd, rules.fewest_records) and (
                records - len(large) >= rules.strangers * records
            ):
                hubs.add(identifier)
                continue
            if records < rules.fewest_records or components <= rules.most_components:
                continue
            if components > rules.share * records and (
                records >= rules.few_records or len(large) < 2 * components
            ):
                hubs.add(identifier)
        for identifier in level:
            if identifier not in hubs:
                first = min(rows[identifier])
                for row in rows[identifier]:
                    groups.join(first, row)
    return hubs, groups.all()


def links_of(graph, hubs, same):
    """Links as (end, end, weight); an identifier is an end ("identifier", number)."""
    found = [(left, right, share) for left, right, share in text_pairs(graph)]
    found += [(left, right, math.inf) for left, right in same]
    for identifier, rows in rows_of(graph).items():
        if identifier not in hubs and len(rows) > 1:
            weight = 1 / (1 + math.log10(len(rows) / 2))
            found += [(row, ("identifier", identifier), weight) for row in rows]
    return found


def groups_of(count, links, known=()):
    nodes = set(range(count)) | {end for link in (*links, *known) for end in link[:2]}
    groups = Groups(nodes)
    for left, right, _ in links:
        groups.join(left, right)
    return groups


def records_in(group):
    return sum(isinstance(node, int) for node in group)


def bridges_of(count, links):
    """Each bridge with the records on both sides, found by taking every link away in turn."""
    found = {}
    whole = groups_of(count, links)
    for place, (left, right, _) in enumerate(links):
        without = groups_of(count, links[:place] + links[place + 1 :], links)
        if without.of[left] is not without.of[right]:
            sides = records_in(without.of[left]), records_in(without.of[right])
            assert sum(sides) == records_in(whole.of[left])
            found[place] = tuple(sorted(sides))
    return found


def cut_of(count, links, rules):
    """The places of the links that are cut: of a record that would lose all its links, not the strongest."""
    cut = {
        place
        for place, (smaller, larger) in bridges_of(count, links).items()
        if smaller > 0 and smaller + larger > rules.cut_over and isinstance(links[place][1], tuple)
    }
    for row in range(count):
        mine = [place for place, link in enumerate(links) if row in link[:2]]
        if mine and cut.issuperset(mine):
            cut.remove(min(mine, key=lambda place: (-links[place][2], links[place][1])))
    return cut
