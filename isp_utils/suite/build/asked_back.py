"""Questions about deliveries, for the run and for `pruefen` alike: what stands beside a file when it is looked at."""

from collections.abc import Sequence

import pandas as pd

from isp_utils.intake.questions.asked import questions_about
from isp_utils.intake.questions.beside import Beside
from isp_utils.intake.to_facts import Delivered
from isp_utils.model.catalogue import Catalogue, Source
from isp_utils.model.schema import FACT_COLUMNS, empty_facts
from isp_utils.model.terms import Term


def alone_asked(found: Delivered, source: Source, catalogue: Catalogue) -> tuple[str, ...]:
    """Questions about an official file by itself: its years are compared with each other, once for its content.

    What comes with the suite in its own format was compared before it was shipped.
    """
    if source.owner != "amtlich" or found.kind == "lieferung":
        return ()
    beside = Beside(source, catalogue.register, catalogue.fact_names)
    return tuple(str(message) for message in questions_about(found.facts, beside))


def beside_of(source: Source, catalogue: Catalogue, others: Sequence[pd.DataFrame], official: pd.DataFrame) -> Beside:
    """What is known beside a file of a department: its other files, oldest first, and official counts of people."""
    kept = [table[list(FACT_COLUMNS)] for table in others if len(table)]
    earlier = pd.concat(kept, ignore_index=True) if kept else empty_facts()
    return Beside(source, catalogue.register, catalogue.fact_names, earlier, counted_bases(official, source, catalogue))


def counted_bases(facts: pd.DataFrame, source: Source, catalogue: Catalogue) -> pd.DataFrame:
    """The official counts of people on which the expectations of a source rest."""
    bases = {Term.parse(item.base).fact for item in source.demo}
    official = [one.id for one in catalogue.sources.values() if one.owner == "amtlich"]
    return facts[facts["fact"].isin(bases) & facts["source"].isin(official)]
