"""Two deliveries that differ in hidden cells only are published byte for byte alike.

The whole way, with notebooks and pages: `python -m tests.privacy.equal 0 10`.
"""

from itertools import islice

from tests.privacy.twins import twins

SEED, PAIRS = 0, 2
COUNTED = ("cells", "hidden")  # what the page on protection says of the gate


def test_what_is_published_hangs_on_no_hidden_count(tmp_path):
    pairs = list(islice(twins(SEED), PAIRS))
    assert len(pairs) == PAIRS
    first, known = pairs[0][0], pairs[0][0].publish(tmp_path / "first")
    for number, (_, other) in enumerate(pairs):
        found = other.publish(tmp_path / f"{number}")
        assert other.edition.facts["value"].tolist() != first.edition.facts["value"].tolist()
        assert found.keys() == known.keys()
        assert [name for name in known if known[name] != found[name]] == []
        assert [other.gated.record[name] for name in COUNTED] == [first.gated.record[name] for name in COUNTED]
