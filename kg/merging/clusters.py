"""Claims → groups that tell one event each; a function of the set of claims, whatever their order.

The best agreeing groups join first. A group never joins one with which any of its claims is in conflict; where it could
as well join two groups that are in conflict with each other, it joins neither: missing is better than wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from kg.merging.claims import Claim
from kg.merging.compare import conflict, score

Group = tuple[Claim, ...]


def groups(claims: Iterable[Claim]) -> tuple[Group, ...]:
    """The groups of claims of one event; in each, and of them all, the order of `Claim.order`."""
    sorted_claims = sorted(set(claims), key=lambda claim: claim.order)
    links = {(a, b): found for a, b in combinations(sorted_claims, 2) if (found := score(a, b))}
    grouping = _Grouping(sorted_claims)
    for level in sorted(set(links.values()), reverse=True):
        grouping.join([pair for pair, found in links.items() if found == level])
    return grouping.groups()


class _Grouping:
    """Groups by their first claim, which never changes sides."""

    def __init__(self, claims: list[Claim]) -> None:
        self.leader = {claim: claim for claim in claims}
        self.members: dict[Claim, list[Claim]] = {claim: [claim] for claim in claims}

    def groups(self) -> tuple[Group, ...]:
        """What has been joined so far."""
        found = (tuple(sorted(group, key=lambda claim: claim.order)) for group in self.members.values())
        return tuple(sorted(found, key=lambda group: group[0].order))

    def join(self, links: list[tuple[Claim, Claim]]) -> None:
        """Join along links of one strength until nothing more can be joined."""
        while True:
            pairs = {self._pair(one, other) for one, other in links}
            open_pairs = sorted(
                (pair for pair in pairs if pair[0] != pair[1] and not self._conflict(*pair)),
                key=lambda pair: (pair[0].order, pair[1].order),
            )
            clear = next((pair for pair in open_pairs if not self._torn(pair, open_pairs)), None)
            if clear is None:
                return
            self._unite(*clear)

    def _pair(self, one: Claim, other: Claim) -> tuple[Claim, Claim]:
        first, second = sorted((self.leader[one], self.leader[other]), key=lambda claim: claim.order)
        return first, second

    def _conflict(self, one: Claim, other: Claim) -> bool:
        return any(conflict(a, b) for a in self.members[one] for b in self.members[other])

    def _torn(self, pair: tuple[Claim, Claim], pairs: list[tuple[Claim, Claim]]) -> bool:
        """Whether one of the two could as well join a group that is in conflict with the other."""
        for one, other in (pair, pair[::-1]):
            rivals = (b if a == one else a for a, b in pairs if one in (a, b))
            if any(rival != other and self._conflict(rival, other) for rival in rivals):
                return True
        return False

    def _unite(self, one: Claim, other: Claim) -> None:
        moved = self.members.pop(other)
        self.members[one] += moved
        self.leader.update(dict.fromkeys(moved, one))
