"""A fictive county with every difficulty that a real one has, as a whole workplace in a temporary folder.

Landkreis Musterkreis (03999): a municipality of 40 souls, two municipalities that merged in 2016, a missing year,
a secret cell, counts small enough to be protected, a new census base in 2022, one delivery of its own and one
fact for which only demo data exist. All figures are made up so that the expected ones can be worked by hand.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

KREIS, LAND, BUND = "03999", "03", "DG"
NORD, SUED = "039995401", "039995402"
ADORF, BDORF, CDORF, KLEINORT, NEUDORF, SUEDDORF = (f"0399900{number}" for number in range(1, 7))
PEERS = tuple(f"0390{number}" for number in range(1, 7))
NO_FIGURES = "03907"
YEARS = range(2015, 2024)
HEADER = "fact;region;period;sex;age;group;value;flag"

REGIONS = f"""key;name;level;parent;valid_from;valid_to
DG;Deutschland;bund;;;
03;Niedersachsen;land;DG;;
{KREIS};Musterkreis;kreis;03;;
{NO_FIGURES};Ohne Zahlen;kreis;03;;
""" + "".join(f"{key};Nachbar {key[-1]};kreis;03;;\n" for key in PEERS)

COUNTY = """
name        = "Landkreis Musterkreis"
short       = "Musterkreis"
in_sentence = "im Landkreis Musterkreis"
peers       = "03"
contact     = "Integrierte Sozialplanung des Landkreises Musterkreis"
"""

GREMIEN = """
[[gremium]]
id = "fachausschuss"
name = "Fachausschuss"
in_sentence = "im Fachausschuss"
task = "Fachberatung"
fields = ["jugendhilfe"]
sessions = [2031-05-20]
number = "M 17"

[[gremium]]
id = "kreistag"
name = "Kreistag"
in_sentence = "im Kreistag"
task = "Kenntnisnahme"
"""

PAGES = {
    "20_jugendhilfe": ("Kinder- und Jugendhilfe", 'field = "jugendhilfe"'),
    "40_gesundheit": ("Gesundheit", 'field = "gesundheit"'),
    "90_synthese": ("Synthese", 'after = ["20_jugendhilfe", "40_gesundheit"]'),
    "00_datenlage": ("Datenlage", ""),
}

SOURCES = {
    "statistik": """
title     = "Musterstatistik"
publisher = "Amt für Musterstatistik"
licence   = "dl-de/by-2-0"
owner     = "amtlich"
""",
    "gesundheitsamt": """
title         = "Schuleingangsuntersuchung"
publisher     = "Gesundheitsamt"
licence       = "nur für den Landkreis"
owner         = "eigene"
minimum_count = 5
template      = "schuleingang"
""",
    "jugendamt": """
title         = "Hilfen zur Erziehung"
publisher     = "Jugendamt"
licence       = "nur für den Landkreis"
owner         = "eigene"
minimum_count = 5
template      = "hilfen_zur_erziehung"
request       = "Bitte fragen Sie den Fachdienst Jugend."

[[demo]]
fact   = "hilfen_zur_erziehung"
base   = "bevoelkerung/0-14"
share  = 0.05
years  = [2018, 2023]
levels = ["samtgemeinde", "kreis"]
""",
}

FACTS = (
    "zuzuege fortzuege kinderarmut_u15 kinder_in_tagesbetreuung hilfen_zur_erziehung sprachauffaellig eingeschult "
    "kinderaerzte schulabgaenge wohnungslose"
)
FACT_NAMES = 'bevoelkerung = "Bevölkerung"\nlebendgeborene = "Lebendgeborene"\n' + "".join(
    f'{fact} = "{fact}"\n' for fact in FACTS.split()
)

# (station, id): the lines that differ; fields, dimensions, tier and definition are added
INDICATORS = {
    ("rahmen", "bevoelkerungsstand"): """
title = "Bevölkerungsstand"
short = "Bevölkerung"
fields = ["jugendhilfe"]
method = "count"
numerator = "bevoelkerung"
unit = "Personen"
breaks = [{ period = "2022", reason = "Zensus 2022 als neue Grundlage" }]
""",
    ("rahmen", "bevoelkerungsentwicklung"): """
title = "Veränderung der Bevölkerung in fünf Jahren"
short = "Bevölkerungsentwicklung"
fields = ["jugendhilfe"]
method = "change"
numerator = "bevoelkerung"
unit = "%"
digits = 1
""",
    ("rahmen", "wanderungssaldo"): """
title = "Wanderungssaldo je 1.000 Einwohnerinnen und Einwohner"
short = "Wanderungssaldo"
fields = ["jugendhilfe"]
nature = "events"
method = "balance"
numerator = "zuzuege"
minus = "fortzuege"
denominator = "bevoelkerung"
per = 1000
unit = "je 1.000"
digits = 1
""",
    ("rahmen", "kinderarmut_u15"): """
title = "Kinder unter 15 Jahren in der Grundsicherung"
short = "Kinderarmut"
fields = ["jugendhilfe", "sozialhilfe"]
method = "given"
numerator = "kinderarmut_u15"
base = "bevoelkerung/0-14"
per = 100
unit = "%"
digits = 1
better = "lower"
""",
    ("schwangerschaft_geburt", "geburtenrate"): """
title = "Lebendgeborene je 1.000 Einwohnerinnen und Einwohner"
short = "Geburtenrate"
fields = ["gesundheit"]
nature = "events"
method = "rate"
numerator = "lebendgeborene"
denominator = "bevoelkerung"
per = 1000
unit = "je 1.000"
digits = 1
""",
    ("krippe_tagespflege", "betreuungsquote_u3"): """
title = "Kinder unter 3 Jahren in Kindertagesbetreuung"
short = "Betreuungsquote U3"
fields = ["jugendhilfe"]
method = "ratio"
numerator = "kinder_in_tagesbetreuung/0-2"
denominator = "bevoelkerung/0-2"
denominator_lag = 1
per = 100
unit = "%"
digits = 1
law = "§ 24 Abs. 2 SGB VIII"
""",
    ("fruehe_hilfen", "hilfen_quote"): """
title = "Hilfen zur Erziehung je 1.000 Kinder unter 15 Jahren"
short = "Hilfen zur Erziehung"
fields = ["jugendhilfe"]
nature = "events"
method = "rate"
numerator = "hilfen_zur_erziehung"
denominator = "bevoelkerung/0-14"
per = 1000
unit = "je 1.000"
digits = 1
""",
    ("grundschule", "sprachauffaellig"): """
title = "Kinder mit auffälliger Sprachentwicklung bei der Einschulung"
short = "Sprachauffälligkeit"
fields = ["gesundheit", "schule"]
nature = "events"
method = "ratio"
numerator = "sprachauffaellig"
denominator = "eingeschult"
per = 100
unit = "%"
digits = 1
better = "lower"
""",
    ("grundschule", "kinderaerzte"): """
title = "Kinderärztinnen und Kinderärzte je 10.000 Kinder"
short = "Kinderärzte"
fields = ["gesundheit"]
method = "given"
numerator = "kinderaerzte"
unit = "je 10.000"
digits = 1
better = "higher"
""",
    ("sekundarstufe_1", "abgaenge_ohne_abschluss"): """
title = "Abgänge ohne Hauptschulabschluss"
short = "Ohne Abschluss"
fields = ["jugendhilfe", "schule"]
nature = "events"
method = "ratio"
numerator = "schulabgaenge/total/abschluss:ohne"
denominator = "schulabgaenge"
per = 100
unit = "%"
digits = 1
better = "lower"
""",
    ("zweite_chance", "wohnungslose"): """
title = "Wohnungslose junge Menschen"
short = "Wohnungslose"
fields = ["jugendhilfe", "sozialhilfe"]
method = "count"
numerator = "wohnungslose"
unit = "Personen"
""",
}


@dataclass(frozen=True)
class Row:
    """One line of a delivery."""

    fact: str
    region: str
    period: int | str
    value: object = ""
    age: str = "total"
    group: str = "total"
    flag: str = ""

    @property
    def line(self) -> str:
        """As it stands in the file."""
        value = str(self.value).replace(".", ",")
        return ";".join((self.fact, self.region, str(self.period), "total", self.age, self.group, value, self.flag))


def sidecar(title: str, census_base: str = "none") -> str:
    """A sidecar with everything that is asked for."""
    return (
        f'title = "{title}"\ntable = "M-01"\npublisher = "Amt für Musterstatistik"\nlicence = "dl-de/by-2-0"\n'
        f'edition = "Ausgabe 2024"\nretrieved = 2024-06-30\ncensus_base = "{census_base}"\n'
    )


def deliver(home: Path, name: str, rows: Iterable[Row], census_base: str = "none") -> Path:
    """Write a delivery, `name` being source/file; returns the CSV."""
    path = home / "data" / "raw" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER, *(row.line for row in rows)]) + "\n", encoding="utf-8")
    path.with_suffix(".toml").write_text(sidecar(name, census_base), encoding="utf-8")
    return path


def people(year: int) -> dict[str, int]:
    """Inhabitants on 31 December: 10.000 in 2015 and 2016, 100 more each year, 9.800 on the new census base."""
    kreis = 9800 if year >= 2022 else 10000 + 100 * max(0, year - 2016)
    places = {ADORF: kreis - 5000, KLEINORT: 40, SUEDDORF: 2960}
    places |= {BDORF: 1200, CDORF: 800} if year < 2016 else {NEUDORF: 2000}
    areas = {KREIS: kreis, NORD: kreis - 3000, SUED: 3000, LAND: 8_000_000, BUND: 83_000_000}
    return places | areas | dict.fromkeys(PEERS, 50_000)


UNDER_3 = {KREIS: 300, NORD: 210, SUED: 90, ADORF: 150, NEUDORF: 60, KLEINORT: 4, SUEDDORF: 86}
UNDER_3 |= {LAND: 240_000, BUND: 2_400_000} | dict.fromkeys(PEERS, 1500)
UNDER_15 = {KREIS: 1000, NORD: 700, SUED: 300, LAND: 1_200_000, BUND: 12_000_000} | dict.fromkeys(PEERS, 7500)


def population(years: Iterable[int]) -> Iterator[Row]:
    """Inhabitants, all and by age."""
    for year in years:
        day = f"{year}-12-31"
        yield from (Row("bevoelkerung", region, day, count) for region, count in people(year).items())
        yield from (Row("bevoelkerung", region, day, count, "0-2") for region, count in UNDER_3.items())
        yield from (Row("bevoelkerung", region, day, count, "0-14") for region, count in UNDER_15.items())


def births() -> Iterator[Row]:
    """90 a year in the county, none stated for 2018; the municipality of 40 souls has 1, 0 and a secret one."""
    for year in YEARS:
        if year != 2018:
            yield Row("lebendgeborene", KREIS, year, 90)
        yield Row("lebendgeborene", LAND, year, 72_000)
        yield Row("lebendgeborene", BUND, year, 747_000)
        yield Row("lebendgeborene", SUEDDORF, year, 29)
    yield from (Row("lebendgeborene", KLEINORT, year, count) for year, count in ((2020, 3), (2022, 0), (2023, 1)))
    yield Row("lebendgeborene", KLEINORT, 2021, flag="secret")
    merged = {BDORF: 12, CDORF: 8}
    yield from (Row("lebendgeborene", region, 2015, count) for region, count in merged.items())
    yield from (Row("lebendgeborene", region, 2016, flag="not_in_territory") for region in merged)
    yield Row("lebendgeborene", NEUDORF, 2015, flag="not_in_territory")
    yield from (Row("lebendgeborene", NEUDORF, year, 20) for year in range(2016, 2024))


def care() -> Iterator[Row]:
    """Children under 3 in day care on 1 March: 75 of 300 in 2023, five more each year."""
    of_place = {(KLEINORT, 2022): 3, (KLEINORT, 2023): 2, (SUEDDORF, 2023): 20, (ADORF, 2023): 40, (NEUDORF, 2023): 13}
    counts = {(KREIS, year): 75 - 5 * (2023 - year) for year in range(2016, 2024)} | of_place
    counts |= {(LAND, year): 80_000 for year in range(2016, 2024)}
    counts |= {(BUND, year): 850_000 for year in range(2016, 2024)}
    counts |= {(peer, 2023): 450 + 50 * place for place, peer in enumerate(PEERS)}
    return (Row("kinder_in_tagesbetreuung", *where, count, "0-2") for where, count in counts.items())


def school() -> Iterator[Row]:
    """12 of 100 leave without a degree in 2022, 6 % in the Land; the publisher keeps one year secret."""
    for year in range(2018, 2023):
        for region, leavers, without in ((KREIS, 100, 12), (LAND, 80_000, 4_800), (BUND, 800_000, 48_000)):
            yield Row("schulabgaenge", region, year, leavers)
            if (region, year) == (KREIS, 2019):
                yield Row("schulabgaenge", region, year, group="abschluss:ohne", flag="secret")
            else:
                yield Row("schulabgaenge", region, year, without, group="abschluss:ohne")


def poverty() -> Iterator[Row]:
    """A published share: from 12 % in 2018 down to 8 % in 2022; the Land stays at 12 %."""
    for year in range(2018, 2023):
        yield Row("kinderarmut_u15", KREIS, year, 12.0 - (year - 2018))
        yield Row("kinderarmut_u15", LAND, year, 12.0)
        yield Row("kinderarmut_u15", BUND, year, 12.1)
        yield from (Row("kinderarmut_u15", peer, year, 6 + place) for place, peer in enumerate(PEERS))


def others() -> Iterator[Row]:
    """Moves and doctors: 500 in, 450 out, 4,8 per 10.000 children."""
    yield from (Row("zuzuege", KREIS, year, 500) for year in YEARS)
    yield from (Row("fortzuege", KREIS, year, 450) for year in YEARS)
    yield from (Row("kinderaerzte", region, 2022, 4.8) for region in (KREIS, LAND))


def examined() -> Iterator[Row]:
    """The county's own delivery: 24 of 80 children, 4 of 20 of them in the south (protected: below 5)."""
    for region, children, noticed in ((KREIS, 80, 24), (NORD, 60, 20), (SUED, 20, 4)):
        yield Row("eingeschult", region, "2023/24", children)
        yield Row("sprachauffaellig", region, "2023/24", noticed)


def write_catalogue(folder: Path) -> None:
    """The whole catalogue of the fictive county."""
    texts = {"regions.csv": REGIONS, "facts.toml": FACT_NAMES, f"counties/{KREIS}/county.toml": COUNTY + _areas()}
    texts[f"counties/{KREIS}/gremien.toml"] = GREMIEN
    texts |= {f"sources/{name}.toml": text for name, text in SOURCES.items()}
    texts["pages.toml"] = "".join(
        f'[[page]]\nnotebook = "{name}"\ntitle = "{title}"\nhtml = "{name[3:]}.html"\n{more}\n'
        for name, (title, more) in PAGES.items()
    )
    plain = 'dimensions = ["demografie"]\ntier = "kern"\ndefinition = "Erfunden, um zu prüfen."\n'
    texts |= {f"indicators/{station}/{name}.toml": plain + text for (station, name), text in INDICATORS.items()}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _areas() -> str:
    areas = [
        (NORD, "Samtgemeinde Nord", "samtgemeinde", KREIS, ""),
        (SUED, "Samtgemeinde Süd", "samtgemeinde", KREIS, ""),
        (ADORF, "Adorf", "gemeinde", NORD, ""),
        (BDORF, "Bdorf", "gemeinde", NORD, 'valid_to = "2016-10-31"'),
        (CDORF, "Cdorf", "gemeinde", NORD, 'valid_to = "2016-10-31"'),
        (NEUDORF, "Neudorf", "gemeinde", NORD, 'valid_from = "2016-11-01"'),
        (KLEINORT, "Kleinort", "gemeinde", SUED, ""),
        (SUEDDORF, "Süddorf", "gemeinde", SUED, ""),
    ]
    return "".join(
        f'[[areas]]\nkey = "{key}"\nname = "{name}"\nlevel = "{level}"\nparent = "{parent}"\n{more}\n'
        for key, name, level, parent, more in areas
    )


def write_deliveries(home: Path) -> None:
    """All deliveries of the fictive county."""
    deliver(home, "statistik/bevoelkerung_2011", population(range(2015, 2022)), "zensus_2011")
    deliver(home, "statistik/bevoelkerung_2022", population((2022, 2023)), "zensus_2022")
    for name, rows in (("geburten", births()), ("betreuung", care()), ("schule", school())):
        deliver(home, f"statistik/{name}", rows)
    deliver(home, "statistik/armut", poverty(), "zensus_2011")
    deliver(home, "statistik/weiteres", others())
    deliver(home, "gesundheitsamt/schuleingang", examined())


FIELD_CELLS = (
    "from isp_utils.pages.field import Report\nreport = Report({field!r}, kreis, jahr, vergleich)",
    "## Überblick",
    "report.messages()\nreport.profile()\nreport.overview()",
)
READING_ON = "## Wie ist das zu lesen?\n\nWoher die Zahlen kommen, steht in der [Datenlage](datenlage.html)."
QUESTIONS = {
    "20_jugendhilfe": (
        "betreuungsquote_u3",
        "kinderarmut_u15",
        "hilfen_quote",
        "abgaenge_ohne_abschluss",
        "wohnungslose",
    ),
    "40_gesundheit": ("geburtenrate", "sprachauffaellig", "kinderaerzte"),
}
CELLS = {
    "90_synthese": (
        "from isp_utils.pages.synthesis import Synthesis\nsynthesis = Synthesis(kreis, jahr)",
        "## Was die Felder sagen",
        "synthesis.summary()\nsynthesis.matrix()\nsynthesis.together()\nsynthesis.contradictions()\nsynthesis.unknown()",
        "synthesis.record()",
    ),
    "00_datenlage": (
        "from isp_utils.pages.inventory import Inventory\ninventory = Inventory(kreis, jahr)",
        "## Überblick",
        "inventory.summary()\ninventory.set_aside()\ninventory.sources()\ninventory.coverage()\ninventory.census()",
        "inventory.breaks()\ninventory.protection()\ninventory.gaps()",
    ),
}


def write_notebook(path: Path, title: str, cells: Iterable[str]) -> None:
    """A notebook with its parameters cell, one heading and the given cells (those with # are prose)."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    prose = {"cell_type": "markdown", "metadata": {}}
    parameters = f'kreis = "{KREIS}"\njahr = 0\nvergleich = ["land", "bund"]'
    content = [
        prose | {"source": f"# {title}"},
        empty | {"metadata": {"tags": ["parameters"]}, "source": parameters},
        *((prose if cell.startswith("#") else empty) | {"source": cell} for cell in cells),
    ]
    for number, cell in enumerate(content):
        cell["id"] = f"zelle-{number}"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"cells": content, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
    )


def cells_of(notebook: str) -> tuple[str, ...]:
    """The cells of a page of the fictive county."""
    if notebook in CELLS:
        return CELLS[notebook]
    field = notebook[3:]
    answers = (
        cell for name in QUESTIONS[notebook] for cell in (f"## Wie steht es um {name}?", f"report.answer({name!r})")
    )
    opening = (cell.format(field=field) for cell in FIELD_CELLS)
    return (
        *opening,
        *answers,
        "## Was fehlt?",
        "report.missing()",
        "report.demo()\nreport.reading()\nreport.cite()",
        READING_ON,
    )


def write_workplace(home: Path) -> Path:
    """Catalogue, deliveries and notebooks of the fictive county; returns the folder for ISP_HOME."""
    write_catalogue(home / "isp_utils" / "catalogue")
    write_deliveries(home)
    for notebook, (title, _) in PAGES.items():
        write_notebook(home / "notebooks" / f"{notebook}.ipynb", title, cells_of(notebook))
    return home
