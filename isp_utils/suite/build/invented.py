"""Made-up deliveries beside the real ones; drawn again only where what they are drawn from has changed."""

import pandas as pd

from isp_utils.intake.delivery.delivery import read_delivery, write_delivery
from isp_utils.intake.facts.demo import demo_deliveries, sidecar
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import FACT_COLUMNS, READ_AT, empty_facts
from isp_utils.model.terms import Term
from isp_utils.store import Store
from isp_utils.suite.build.kept import Kept, content_of, digest_of
from isp_utils.suite.own_files import state_of_rooms

FOLDER = "erfunden"
ROOMS = ("model", "intake", "suite/build")  # whose code draws and reads them


def with_invented(facts: pd.DataFrame, catalogue: Catalogue, store: Store) -> pd.DataFrame:
    """Facts (FACT_COLUMNS) and demo facts behind them."""
    asked = _asked(facts, catalogue)
    name = digest_of(state_of_rooms(store, ROOMS), content_of(asked))
    (drawn,) = Kept(store.internal / FOLDER).each([name], lambda _: _drawn(asked, catalogue, store))
    return pd.concat([facts, drawn], ignore_index=True) if len(drawn) else facts


def _asked(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """All that is drawn from: published bases, and of every source and fact one row, for they tell what is there."""
    bases = {Term.parse(item.base).fact for source in catalogue.sources.values() for item in source.demo}
    own = [source.id for source in catalogue.sources.values() if source.owner == "eigene"]
    base = facts["fact"].isin(bases) & ~facts["source"].isin(own)
    first = ~facts.duplicated(["fact", "source"])
    return facts.loc[base | first, [name for name in FACT_COLUMNS if name not in READ_AT]]


def _drawn(facts: pd.DataFrame, catalogue: Catalogue, store: Store) -> pd.DataFrame:
    """The demo deliveries go the way of all deliveries, through a file and its checks."""
    tables = []
    for source, delivery in demo_deliveries(facts, catalogue).items():
        path = store.internal / "demo" / source / "demo.csv"
        write_delivery(delivery, sidecar(catalogue.sources[source]), path)
        tables.append(read_delivery(path, catalogue.register))
    return pd.concat(tables, ignore_index=True) if tables else empty_facts()
