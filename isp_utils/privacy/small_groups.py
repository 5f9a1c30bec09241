"""Sozialraumkonferenzen: groups of fewer than five people are shown together, and no quotation carries one.

A place, a day and a small group would lead to one person. What is left over must not be small either: otherwise the
total less the groups shown would tell it (complementary suppression).
"""

from dataclasses import replace

from isp_utils.model.conferences import OTHERS, Conference, Contribution, Counts

FEWEST = 5


def without_small_groups(conference: Conference) -> Conference:
    """The conference as it may be shown: small groups are `andere`, with the next smallest where these are few.

    Below five people in all, not even their number is shown. Votes are summed in the same way. A Wortmeldung of a group
    that is not shown has no group.
    """
    shown = _shown(conference.participants)
    said = tuple(_protected(item, shown) for item in conference.contributions)
    together = _together(conference.participants, shown)
    participants = together if conference.size >= FEWEST else ()
    return replace(conference, participants=participants, contributions=said)


def _shown(participants: Counts) -> frozenset[str]:
    """Groups that may be named."""
    rising = sorted(participants, key=lambda item: item[1])
    shown = {group for group, number in rising if number >= FEWEST and group != OTHERS}
    hidden = sum(number for group, number in rising if group not in shown)
    for group, number in rising:
        if 0 < hidden < FEWEST and group in shown:
            shown.remove(group)
            hidden += number
    return frozenset(shown)


def _protected(item: Contribution, shown: frozenset[str]) -> Contribution:
    against = None if item.against is None else _together(item.against, shown)
    group = item.group if item.group in shown else ""
    return replace(item, votes=_together(item.votes, shown), against=against, group=group)


def _together(counts: Counts, shown: frozenset[str]) -> Counts:
    others = [number for group, number in counts if group not in shown]
    named = tuple((group, number) for group, number in counts if group in shown)
    return (*named, (OTHERS, sum(others))) if others else named
