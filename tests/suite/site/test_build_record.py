"""What build.json says of a run: counts of the gated tables, of deliveries nothing that is not public."""

from dataclasses import replace

from isp_utils.model.catalogue import load
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.site import build_record
from tests.musterkreis import KREIS


def test_it_hangs_on_gated_tables_alone(built):
    """How many facts there are before the gate tells something of own deliveries."""
    catalogue, manifest = load(built.catalogue), built.manifest()
    site = Site(built, catalogue, catalogue.county(KREIS), Order(KREIS), manifest, built.indicators(), ())
    record = build_record(site)
    assert record["rows"]["indicators"] == len(built.indicators())
    assert record == build_record(replace(site, manifest=manifest | {"facts": manifest["facts"] + 1})) | {
        "created": record["created"]
    }
    assert "nicht veröffentlicht" in record["inputs"].values()
