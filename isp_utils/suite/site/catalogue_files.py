"""What machines read about a site's data files: the data package and the entry of an open data catalogue."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from isp_utils.model.schema import Flag
from isp_utils.model.sources import Source
from isp_utils.model.terms import Sources
from isp_utils.store import write_json
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.data_package import SCHEMA, data_package, shared_schema
from isp_utils.suite.site.dcat import CatalogueWords, catalogue_entry
from isp_utils.suite.site.files_page import ENTRY, LARGE, PACKAGE, DataFile
from isp_utils.suite.site.footer import first_and_last


def write_descriptions(site: Site, folder: Path, files: Iterable[DataFile]) -> None:
    """datapackage.json of all CSV files in `folder`, and dcat.jsonld of the large files; `files` have their words."""
    sources = _sources(site)
    package = data_package(folder, _about(site, sources), files)
    write_json(shared_schema(), folder / SCHEMA)
    write_json(package, folder / PACKAGE)
    said = CatalogueWords(
        title(site),
        first_and_last(site.figures),
        site.manifest["data_date"],
        [source.citation or source.publisher for source in sources],
        [source.licence for source in sources],
    )
    large = [(name, words) for name, words in LARGE.items() if (folder / name).exists()]
    offered = [(name, words, (folder / name).stat().st_size) for name, words in large if name != ENTRY]
    write_json(catalogue_entry(site.county, said, offered), folder / ENTRY)


def title(site: Site) -> str:
    """What all the files together are called."""
    return f"Kennzahlen der Sozialplanung {site.county.in_sentence}"


def _sources(site: Site) -> list[Source]:
    own = site.indicators[site.indicators["region"] == site.county.key]
    known = own.loc[own["value"].notna() & (own["flag"] != Flag.DEMO.value), "source"].unique()
    return [site.catalogue.sources[name] for name in sorted(Sources.of(known))]


def _about(site: Site, sources: Sequence[Source]) -> dict[str, Any]:
    """Title, day, sources and licences in the words of the standard."""
    licences = {source.licence: source.licence_url for source in sources}
    return {
        "name": f"isp-{site.county.key}",
        "title": title(site),
        "version": site.run_id,
        "created": f"{site.manifest['data_date']}T00:00:00Z",
        "contributors": [{"title": site.county.contact or site.county.name, "role": "publisher"}],
        "sources": [
            {
                "title": source.citation or source.publisher,
                **({"path": source.licence_url} if source.licence_url else {}),
            }
            for source in sources
        ],
        "licenses": [{"title": name, **({"path": address} if address else {})} for name, address in licences.items()],
    }
