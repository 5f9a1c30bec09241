"""A minute as a clerk would write it, invented, and ways to write it wrongly."""

from datetime import date

from isp_utils.model.conferences import Conference, Contribution

GOOD = """# Sozialraumkonferenz

Ort: Neustadt
Datum: 12.03.2025
Runde: 1

## Teilnehmende

- Familien: 12
- Fachkräfte: 8

## Wortmeldungen

### 1

Text: Nachmittags fährt kein Bus.
Gruppe: Familien
Station: Grundschule
Übergang: T5
Hindernis: Erreichbarkeit
Planungsfeld: Schule
Dafür: Familien 9, Fachkräfte 5
Dagegen: Fachkräfte 1
Thema: Wege und Busse

### 2

Text: Ein Treffpunkt für alle
 am Marktplatz: das fehlt.
Dafür: 13
"""
CONFERENCE = Conference(
    "Neustadt",
    date(2025, 3, 12),
    1,
    (("Familien", 12), ("Fachkräfte", 8)),
    (
        Contribution(
            1,
            "Nachmittags fährt kein Bus.",
            "Familien",
            "grundschule",
            "T5",
            "zugang",
            "schule",
            (("Familien", 9), ("Fachkräfte", 5)),
            (("Fachkräfte", 1),),
            "mobilitaet",
        ),
        Contribution(2, "Ein Treffpunkt für alle am Marktplatz: das fehlt.", votes=(("andere", 13),)),
    ),
)
# what is wrong: what of the good minute is replaced, by what, and line and words of the message
BAD = {
    "no title": ("# Sozialraumkonferenz\n", "# Protokoll\n", None, "Überschrift »Sozialraumkonferenz« fehlt"),
    "no place": ("Ort: Neustadt\n", "\n", None, "Im Kopf fehlt »Ort«"),
    "place empty": ("Ort: Neustadt\n", "Ort:\n", 3, "Im Kopf fehlt »Ort«"),
    "no date": ("Datum: 12.03.2025\n", "\n", None, "Im Kopf fehlt »Datum«"),
    "no such day": ("12.03.2025", "31.02.2025", 4, "kein Datum"),
    "date in words": ("12.03.2025", "im Frühjahr", 4, "kein Datum"),
    "round in words": ("Runde: 1", "Runde: erste", 5, "keine Zahl von 1 bis 9"),
    "slip in the head": ("Runde: 1", "Runnde: 1", 5, "Meinten Sie »Runde«"),
    "head twice": ("Runde: 1", "Runde: 1\nRunde: 2", 6, "steht zweimal"),
    "no participants": ("- Familien: 12\n- Fachkräfte: 8\n", "", None, "Es fehlen die Teilnehmenden"),
    "surname among the participants": ("- Fachkräfte: 8", "- Musterfrau: 1", 10, "Namen gehören nicht in die Liste"),
    "slip in a group": ("- Fachkräfte: 8", "- Fachkräffte: 8", 10, "Meinten Sie »Fachkräfte«"),
    "people in place of a number": ("- Familien: 12", "- Familien: viele", 9, "nur eine Zahl"),
    "group twice": ("- Fachkräfte: 8", "- Familien: 8", 10, "steht zweimal"),
    "unknown section": ("## Wortmeldungen", "## Wortmeldung", 12, "Meinten Sie »Wortmeldungen«"),
    "no number": ("### 1\n", "\n", 16, "fehlt die Nummer der Wortmeldung"),
    "number twice": ("### 2", "### 1", 26, "steht zweimal"),
    "no text": ("Text: Nachmittags fährt kein Bus.\n", "\n", 14, "fehlt der Text"),
    "slip in a field": ("Hindernis:", "Hinderniss:", 20, "Meinten Sie »Hindernis«"),
    "unknown obstacle": ("Erreichbarkeit", "Erreichbarkeiten", 20, "Meinten Sie »Erreichbarkeit«"),
    "obstacle without transition": ("Übergang: T5\n", "", 19, "Zum Hindernis fehlt der Übergang"),
    "unknown transition": ("T5", "T55", 19, "»Übergang« ist nicht bekannt. Meinten Sie »T5«"),
    "unknown station": ("Station: Grundschule", "Station: Grundschul", 18, "Meinten Sie »Grundschule«"),
    "unknown theme": ("Wege und Busse", "Wege und Buse", 24, "Meinten Sie »Wege und Busse«"),
    "votes in words": ("Dafür: 13", "Dafür: dreizehn", 30, "Stimmen sind keine Zahl"),
    "votes of no group here": ("Familien 9", "Politik 9", 22, "Diese Gruppe steht nicht unter »Teilnehmende«"),
    "line of nothing": ("Runde: 1\n", "Runde: 1\nEs war sehr warm\n", 6, "gehört zu keinem Feld"),
    "nothing said": (GOOD[GOOD.index("### 1") :], "", None, "Es gibt keine Wortmeldung"),
}
# personal data: the line, and what must never stand in a message
PERSONAL = {
    "given name and surname": ("kein Bus.", "kein Bus, sagte Erika Mustermann.", 16, "Mustermann"),
    "Frau X": ("kein Bus.", "kein Bus, sagte Frau Mustermann.", 16, "Mustermann"),
    "Herr with an initial": ("kein Bus.", "kein Bus, sagte Herr M.", 16, "Herr M"),
    "initials": ("kein Bus.", "kein Bus (E. M.).", 16, "E. M."),
    "initial and surname": ("kein Bus.", "kein Bus, sagte E. Mustermann.", 16, "Mustermann"),
    "doctor": ("kein Bus.", "kein Bus zu Dr. Mustermann.", 16, "Mustermann"),
    "telephone": ("kein Bus.", "kein Bus, Tel. 05841 000000.", 16, "000000"),
    "mail": ("kein Bus.", "kein Bus, erika@beispiel.example", 16, "beispiel"),
    "participant": ("- Fachkräfte: 8", "- Erika Mustermann: 1", 10, "Mustermann"),
    "names in place of a number": ("- Familien: 12", "- Familien: Erika Mustermann", 9, "Mustermann"),
    "in the instruction": ("Ort: Neustadt", "> Protokoll: Erika Mustermann\nOrt: Neustadt", 3, "Mustermann"),
}
HARMLESS = (
    "Z. B. am Nachmittag, in Klasse 5 A. Danach nicht.",
    "Eltern in der Elbestadt e. V. und im Familienzentrum.",
    "Die Gruppe B. Dort fehlt Platz, u. a. für Kinder ab 3. Klasse.",
    "Frau und Mann, Frauen und Kinder: alle warten.",
)
