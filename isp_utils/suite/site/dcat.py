"""dcat.jsonld: the site's data files as one entry of an open data catalogue (DCAT-AP.de 3.0, ready for GovData).

Addresses are relative: they follow the folder to whatever place the county publishes it at. What GovData gives out
itself (`dcatde:contributorID`) is left to the county's office for open data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from isp_utils.model.counties import County

GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
LICENCES = {
    "Datenlizenz Deutschland – Namensnennung – Version 2.0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "Creative Commons Namensnennung 4.0 International (CC BY 4.0)": "http://dcat-ap.de/def/licenses/cc-by/4.0",
}
SEVERAL = "http://dcat-ap.de/def/licenses/other-open"  # figures of publishers with licences of different words
THEMES = ("SOCI", "EDUC", "HEAL")
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
EUROPE = "http://publications.europa.eu/resource/authority/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/3.0/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class CatalogueWords:
    """What the entry says: title, first and last year, day of the data, citations and licences of all publishers."""

    title: str
    years: tuple[int, ...]
    day: str
    citations: Sequence[str]
    licences: Sequence[str]


def catalogue_entry(county: County, said: CatalogueWords, files: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    """JSON-LD of one dcat:Dataset; `files` are (name beside this one, what it holds, bytes)."""
    licence = _licence(said.licences)
    return {
        "@context": CONTEXT,
        "@type": "dcat:Dataset",
        "@id": "",
        "dct:title": _german(said.title),
        "dct:description": _german(
            f"Kennzahlen der integrierten Sozialplanung {county.in_sentence} entlang der Bildungsbiografie. "
            "Kleine Zahlen sind geheim gehalten. Bereich, Bevölkerungsbasis und Quelle stehen neben jeder Zahl."
        ),
        "dct:identifier": f"isp-{county.key}",
        "dct:language": {"@id": f"{EUROPE}language/DEU"},
        "dct:modified": {"@value": said.day, "@type": "xsd:date"},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": county.name},
        "dcat:contactPoint": _contact(county),
        "dcat:theme": [{"@id": f"{EUROPE}data-theme/{theme}"} for theme in THEMES],
        "dcat:landingPage": {"@id": "../daten.html"},
        **_time(said.years),
        "dcatde:politicalGeocodingLevelURI": {"@id": f"{GEOCODING}Level/administrativeDistrict"},
        "dcatde:politicalGeocodingURI": {"@id": f"{GEOCODING}districtKey/{county.key}"},
        "dcat:distribution": [_distribution(file, licence, said.citations) for file in files],
    }


def _distribution(file: tuple[str, str, int], licence: str, citations: Sequence[str]) -> dict[str, Any]:
    name, words, size = file
    form, media = FORMATS[name.rpartition(".")[2]]
    return {
        "@type": "dcat:Distribution",
        "@id": f"#{name}",
        "dct:title": _german(words),
        "dcat:accessURL": {"@id": name},
        "dcat:downloadURL": {"@id": name},
        "dct:format": {"@id": f"{EUROPE}file-type/{form}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": licence},
        "dcatde:licenseAttributionByText": _german("; ".join(citations)),
    }


def _licence(names: Sequence[str]) -> str:
    """The licence that all publishers give, else 'another open licence': the text of the distribution names them."""
    addresses = {LICENCES.get(name, SEVERAL) for name in names}
    return addresses.pop() if len(addresses) == 1 else SEVERAL


def _contact(county: County) -> dict[str, Any]:
    mail = {"vcard:hasEmail": {"@id": f"mailto:{county.mail}"}} if county.mail else {}
    return {"@type": "vcard:Organization", "vcard:fn": county.contact or county.name, **mail}


def _time(years: tuple[int, ...]) -> dict[str, Any]:
    if not years:
        return {}
    first, last = (
        {"@value": f"{year}-{day}", "@type": "xsd:date"} for year, day in zip(years, ("01-01", "12-31"), strict=True)
    )
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}}


def _german(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "de"}
