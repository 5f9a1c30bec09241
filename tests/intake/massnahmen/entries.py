"""A register as an office would keep it, invented, and ways to write it wrongly."""

from datetime import date

from isp_utils.model.massnahmen import Empfehlung, Massnahme, MassnahmenRegister, Milestone

ADVICE = Empfehlung(
    "e1",
    "Busse auf die Schulzeiten abstimmen",
    "konferenz",
    "Protokoll vom 12.03.2025",
    "Nachmittags fährt kein Bus; viele warten lange.",
    "grundschule",
    "T5",
    "zugang",
    "schule",
    "minuten_zur_sekundarstufe_1",
    ("Neustadt 1/1", "Neustadt 1/2"),
)
ACTION = Massnahme(
    "m1",
    "Rufbus zu den Anfangszeiten der Schulen",
    "Kein Kind wartet lange.",
    "Schulkinder ab Klasse 5",
    "Schulamt",
    "laufend",
    date(2025, 8, 1),
    date(2027, 7, 31),
    ("Verkehrsbetrieb", "Gemeinden"),
    95000.5,
    "Kreishaushalt",
    (Milestone(date(2025, 9, 1), "erste Fahrt", True), Milestone(date(2026, 9, 1), "Auswertung")),
    "grundschule",
    ("schule", "jugendhilfe"),
    ("T4", "T5"),
    ("zugang",),
    ("e1",),
    "minuten_zur_sekundarstufe_1",
    "lower",
    2.5,
    "Beschluss des Schulausschusses",
)
BARE = Massnahme("m2", "Wegweiser drucken", "Alle wissen Bescheid.", "Eltern", "Frühe Hilfen", "geplant", demo=True)
REGISTER = MassnahmenRegister((ADVICE,), (ACTION, BARE))
GOOD = """[[empfehlung]]
kennung = "e1"
empfehlung = "Busse abstimmen"
herkunft = "Kennzahl"
quelle = "Bericht Schule"
uebergang = "T5"
hindernis = "Erreichbarkeit"
kennzahl = "minuten_zur_sekundarstufe_1"

[[massnahme]]
kennung = "m1"
massnahme = "Rufbus"
ziel = "Kein Kind wartet lange."
zielgruppe = "Schulkinder"
zustaendig = "Schulamt"
status = "in Umsetzung"
beginn = 2025-08-01
ende = "31. Juli 2027"
kosten_in_euro = 95000
meilensteine = ["1.9.2025 erste Fahrt (erreicht)"]
uebergang = ["T4", "T5"]
hindernis = "zugang"
empfehlungen = "e1"
kennzahl = "minuten_zur_sekundarstufe_1"
richtung = "sinkt"
groesse = 2.5
"""
BAD = {  # what is replaced, by what, the line of the entry, and what is said
    "kennung": ('kennung = "m1"', 'kennung = "M 1"', 10, "»Kennung«: erwartet werden nur kleine Buchstaben"),
    "missing": ('ziel = "Kein Kind wartet lange."\n', "", 10, "Maßnahme m1, »Ziel«: fehlt"),
    "status": ('"in Umsetzung"', '"laufendd"', 10, "»Status«: ist nicht bekannt. Meinten Sie »laufend«"),
    "date": ("2025-08-01", '"31.02.2025"', 10, "»Beginn«: ist kein Datum"),
    "order": ('"31. Juli 2027"', '"31.07.2024"', 10, "»Ende«: liegt vor dem Beginn"),
    "cost": ("95000", '"rund 95000"', 10, "»Kosten in Euro«: ist keine Zahl ab 0"),
    "negative": ("95000", "-5", 10, "»Kosten in Euro«: ist keine Zahl ab 0"),
    "milestone": ("1.9.2025 erste", "bald erste", 10, "»Meilensteine«: erwartet wird je Meilenstein"),
    "transition": ('["T4", "T5"]', '["T4", "T95"]', 10, "»Übergang«: ist nicht bekannt"),
    "obstacle alone": ('uebergang = ["T4", "T5"]\n', "", 10, "»Übergang«: fehlt. Zum Hindernis gehört"),
    "indicator gone": (
        'kennzahl = "minuten_zur_sekundarstufe_1"\nrichtung',
        'kennzahl = "minuten_zum_mond_1"\nrichtung',
        10,
        "Maßnahme m1, »Kennzahl«: ist nicht bekannt",
    ),
    "direction": ('richtung = "sinkt"\n', "", 10, "»Richtung«: fehlt"),
    "no indicator": (
        'kennzahl = "minuten_zur_sekundarstufe_1"\nrichtung',
        "richtung",
        10,
        "»Größe«: steht ohne Kennzahl",
    ),
    "no size": ("groesse = 2.5", "groesse = 0", 10, "»Größe«: ist 0"),
    "origin": ('"Kennzahl"', '"Bauchgefühl"', 1, "Empfehlung e1, »Herkunft«: ist nicht bekannt"),
    "origin without": (
        'kennzahl = "minuten_zur_sekundarstufe_1"\n\n',
        "\n",
        1,
        "»Kennzahl«: fehlt. Die Herkunft ist",
    ),
    "unknown key": ('zielgruppe = "', 'zielgrupe = "', 10, "Das Feld »zielgrupe« ist nicht bekannt. Meinten Sie"),
    "demo": ("groesse = 2.5", 'groesse = 2.5\ndemodaten = "vielleicht"', 10, "»Demodaten«: erwartet wird ja oder nein"),
}
