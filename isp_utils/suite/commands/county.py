"""`isp katalog kreis 03360`: the folder of a county, ready to run, from the Gemeindeverzeichnis."""

from collections import Counter
from pathlib import Path

from isp_utils.model.catalogue import load
from isp_utils.model.directory import Entry, read_directory
from isp_utils.model.errors import InputError
from isp_utils.store import Store, write_text

COUNTY = """# {name}: Was nur für diesen Kreis gilt, steht in diesem Ordner.
# Angelegt aus dem Gemeindeverzeichnis (GV-ISys, 31.12.2023). Zeilen mit »von Hand« ergänzt der Kreis selbst.
name        = "{name}"
short       = "{short}"
in_sentence = "{in_sentence}"
peers       = "{land}"   # verglichen wird mit allen Kreisen dieses Landes
# von Hand: guiding    = "Leitsatz des Kreises für die Sozialplanung"
# von Hand: contact    = "Stelle, die Fragen zu den Berichten beantwortet"
# von Hand: mail       = "..."   # Adresse und Telefon für Impressum und Barrierefreiheit
# von Hand: phone      = "..."
# von Hand: address    = ["Straße und Hausnummer", "Postleitzahl und Ort"]
# von Hand: imprint    = ["Vertreten durch: ...", "Für den Inhalt verantwortlich: ..."]
# von Hand: limits     = ["Was die Bildungsbiografie hier nicht sagen kann, ein Satz je Eintrag."]
# von Hand: home       = true   # Berichte entstehen für diesen Kreis, wenn --kreis fehlt

# von Hand: valid_from = "JJJJ-MM-TT" bei Gebieten aus einer Fusion, aliases = ["..."] für weitere Schlüssel
areas = [
{areas}]

# Eigene Wörter in Texten des Katalogs; alle Wörter stehen in words.toml.
[words]
landkreis = "{kind}"
gemeinden = "{communes}"
{verband}
# von Hand: [offices]   weitere Stellen je Station, z. B. uebergang_beruf = ["Jugendwerkstatt ..."]
# von Hand: [[variant]] eigene Planungsvarianten; ohne sie gelten die aus planning.toml
"""
OFFERS = """# von Hand: Angebote nur dieses Kreises. Dieselbe id wie in der gemeinsamen offers.toml ersetzt deren Zeile.
# { id = "jugendwerkstatt", station = "uebergang_beruf", title = "Jugendwerkstatt", provider = "freier Träger" },
offer = [
]
"""
GAPS = """# von Hand: was hier nicht bekannt ist, wer es hat, und der Brief, der danach fragt
# [[gap]]
# id = "..."
# title = "..."
# transitions = ["T2"]
# holder = "..."
# letter = "..."
"""
NOTES = """# von Hand: was hier zu einzelnen Kennzahlen zu wissen ist; mit period als Bruch der Reihen,
# mit exceptional als Ausnahmejahr. Vorschläge für Ausnahmejahre: python run_all.py katalog ausnahmen
# [[note]]
# indicators = ["bevoelkerungsstand"]
# period = "2015"   (oder: exceptional = ["2015"], der Text ist dann ein Grund ohne Punkt)
# text = "..."
"""
SPACES = """# von Hand: eigene Sozialräume als Gruppen von Gemeinden
# [[raum]]
# key = "{key}-nord"
# name = "Nord"
# level = "sozialraum"
# parent = "{key}"
# parts = ["{example}"]
"""
COMMITTEES = """# von Hand: Beratungsfolge, wer die Berichte berät, in dieser Reihenfolge
# [[gremium]]
# id          = "jugendhilfeausschuss"      (kleine Buchstaben: wird ein Dateiname)
# name        = "Jugendhilfeausschuss"
# in_sentence = "im Jugendhilfeausschuss"
# task        = "Fachberatung"
# fields      = ["jugendhilfe", "schule"]   (ohne diese Zeile: alle Planungsfelder)
# public      = true
# sessions    = [2031-05-20]                (Sitzungstage, nur bekannte)
"""
EVIDENCE = "id;station;transition;obstacle;strength;source;year;text;demo\n"
KINDS_OF_EVIDENCE = ("akteure", "familien", "konferenzen")
PLURALS = {
    "Amt": "Ämter",
    "Samtgemeinde": "Samtgemeinden",
    "Verbandsgemeinde": "Verbandsgemeinden",
    "Verwaltungsgemeinschaft": "Verwaltungsgemeinschaften",
    "Verwaltungsverband": "Verwaltungsverbände",
    "Kirchspielslandgemeinde": "Kirchspielslandgemeinden",
    "erfüllende Gemeinde": "erfüllende Gemeinden",
}


def write_county(kreis: str) -> Path:
    """Write counties/<kreis>/ and return it; raises InputError for an unknown Kreis and for a folder already there."""
    root = Store.here().catalogue
    county, inside = read_directory(root, kreis)
    folder = root / "counties" / kreis
    if folder.exists():
        raise InputError(f"{folder} gibt es schon. Bitte dort weiterarbeiten oder den Ordner vorher umbenennen.")
    example = next((row.key for row in inside if row.level == "gemeinde"), kreis)
    texts = {
        "county.toml": _county(county, inside),
        "offers.toml": OFFERS,
        "gaps.toml": GAPS,
        "notes.toml": NOTES,
        "gremien.toml": COMMITTEES,
        "raeume.toml": SPACES.format(key=kreis, example=example),
    } | {f"evidence/{kind}.csv": EVIDENCE for kind in KINDS_OF_EVIDENCE}
    for name, text in texts.items():
        write_text(text, folder / name)
    load(root)  # what was written can be read, or nobody is told that it is ready
    return folder


def _county(county: Entry, inside: list[Entry]) -> str:
    kinds = Counter(row.kind for row in inside if row.level == "samtgemeinde")
    verband = kinds.most_common(1)[0][0] if kinds else ""
    plural = PLURALS.get(verband, "")
    alone = any(row.level == "gemeinde" and row.parent == county.key for row in inside)
    communes = "Städte und Gemeinden" if not plural else f"Gemeinden und {plural}" if alone else plural
    return COUNTY.format(
        name=county.full_name,
        short=county.name.partition(", ")[0],
        in_sentence=county.in_sentence,
        land=county.parent,
        kind={"kreisfreie Stadt": "Stadt", "Stadtkreis": "Stadt"}.get(county.kind, county.kind),
        communes=communes,
        areas="".join(_area(row) for row in inside),
        verband=f'verband   = "{verband}"\nverbaende = "{plural}"\n' if verband else "",
    )


def _area(row: Entry) -> str:
    """One line of county.toml; a kreisfreie Stadt is a municipality of its own."""
    texts = {"key": row.key, "name": row.full_name, "level": row.level, "parent": row.parent}
    numbers = {"area_km2": row.area_km2, "lon": row.lon, "lat": row.lat}
    parts = [f'{key} = "{value}"' for key, value in texts.items()]
    return "  { " + ", ".join(parts + [f"{key} = {value}" for key, value in numbers.items() if value]) + " },\n"
