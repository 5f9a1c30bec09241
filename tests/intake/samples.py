"""Small files in the offices' own forms, written here, with a few of their figures.

Figures of 03354: Regionaldatenbank Deutschland, tables 12411-01-01-4, 12411-01-01-5, 12612-01-01-4, 21111-02-06-4,
22543-01-02-4, 73111-01-01-4 and 73111-01-01-5 (Stand 12.11.2025); Zensus 2011 table 12111-01-01-4; INKAR 03/2024
(dl-de/by-2-0).
"""

import io

import pandas as pd

FLAT = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label\n"
)


def flat(*rows):
    """Flat file of 2025: population on 31.12.2024 by (key, code of the sex, its label, value, unit)."""
    return FLAT + "".join(
        f"12411;x;STAG;Stichtag;2024-12-31;KREISE;Kreise;{key};Name;GES;Geschlecht;{code};{label};{value};{unit};BEVSTD;Bevölkerung\n"
        for key, code, label, value, unit in rows
    )


def genesis(table, head, rows):
    """A table of the Regionaldatenbank: title, head and rows as lines of cells, footer."""
    lines = [f"GENESIS-Tabelle: {table}", f"Probe;{';' * (len(rows[0].split(';')) - 2)}", *head, *rows]
    footer = ["__________", '"© Statistische Ämter des Bundes und der Länder"', "Stand: 10.10.2017 / 11:01:03"]
    return "\n".join([*lines, *footer]) + "\n"


SEXES = "Insgesamt;männlich;weiblich"
DEGREES = ("Insgesamt", "ohne Hauptschulabschluss", "mit Hauptschulabschluss", "mit Mittlerem Abschluss")
DEGREES = (*DEGREES, "mit Fachhochschulreife", "mit allgemeiner Hochschulreife")
CARED = (
    ";;;;" + "Betreute Kinder;" * 4 + "Kinder, Herkunft mind. 1 Elternteil ausländisch;Kinder mit Mittagsverpflegung"
)
TAXES = [
    "Einkünfte, Lohn- und Einkommensteuer - Jahressumme -;;;;;",
    "Lohn- und Einkommensteuerstatistik;;;;;",
    ";;;Lohn- und Einkommensteuerpflichtige;Gesamtbetrag der Einkünfte;Lohn- und Einkommensteuer",
    ";;;Anzahl;Tsd. EUR;Tsd. EUR",
]
TABLES = {
    "12411-01-01-5": genesis(
        "12411-01-01-5",
        [
            "Bevölkerungsstand (Anzahl);;;;;;;",
            ";;" + "31.12.2015;" * 3 + ";".join(["31.12.2014"] * 3),
            f";;{SEXES};{SEXES}",
        ],
        [
            "DG;Deutschland;82175684;40514123;41661561;81197537;39835457;41362080",
            "03354403;        Gartow, Samtgemeinde;3681;1796;1885;3639;1774;1865",
        ],
    ),
    "12612-01-01-4": genesis(
        "12612-01-01-4",
        ["Lebendgeborene (Anzahl);;;;;", f";;;{SEXES}"],
        [
            "2015;DG;Deutschland;737575;378478;359097",
            "2015;03354;      Lüchow-Dannenberg, Landkreis;326;161;165",
            "2014;DG;Deutschland;714927;366835;348092",
            "2014;03354;      Lüchow-Dannenberg, Landkreis;348;177;171",
            "2013;03354;      Lüchow-Dannenberg, Landkreis;320;160;160",
        ],
    ),
    "21111-02-06-4": genesis(
        "21111-02-06-4",
        [
            "Absolventen/Abgänger (Anzahl)" + ";" * 14,
            ";;;" + ";".join(["Schulabschluss"] * 12),
            ";;;" + ";".join(f"{degree};{degree}" for degree in DEGREES),
            ";;;" + ";".join(["Insgesamt;weiblich"] * 6),
        ],
        [
            "2015;DG;Deutschland;846423;414111;47435;18348;139952;57358;370201;181185;973;473;287862;156747",
            "2015;03354;      Lüchow-Dannenberg, Landkreis;523;226;37;11;86;31;246;102;.;.;148;79",
            "2014;03354;      Lüchow-Dannenberg, Landkreis;510;238;40;15;71;30;267;114;.;.;116;70",
        ],
    ),
    "22543-01-02-4": genesis(
        "22543-01-02-4",
        [
            CARED,
            ";;;;;Altersgruppe;Altersgruppe;Altersgruppe;;",
            ";;;;;unter 3 Jahre;3 bis unter 6 Jahre;6 bis unter 14 Jahre;;",
            ";;;;" + ";".join(["Anzahl"] * 6),
        ],
        [
            "01.03.2016;03354;      Lüchow-Dannenberg, Landkreis;Tageseinrichtung;1582;245;1010;327;232;850",
            "01.03.2016;03354;      Lüchow-Dannenberg, Landkreis;Tagespflege;95;61;17;17;13;60",
            "01.03.2016;03354;      Lüchow-Dannenberg, Landkreis;Insgesamt (ohne Doppelzählungen);"
            "1666;306;1024;336;244;904",
        ],
    ),
    "73111-01-01-4": genesis(
        "73111-01-01-4",
        TAXES,
        [
            "2021;03;  Niedersachsen;4099330;179258985;30514502",
            "2021;03156;      Osterode am Harz, Landkreis;-;-;-",
            "2021;03159;      Göttingen, Landkreis;161437;6931084;1183046",
            "2021;03241;      Region Hannover, Landkreis;604035;27254071;4966691",
            "2021;03241001;      Hannover, Landeshauptstadt;285401;12441913;2347110",
            "2021;03354;      Lüchow-Dannenberg, Landkreis;23592;872126;127121",
            "2021;03360;      Uelzen, Landkreis;46762;1854404;283388",
        ],
    ),
    "73111-01-01-5": genesis(
        "73111-01-01-5",
        TAXES,
        [
            "2021;03354;      Lüchow-Dannenberg, Landkreis;23592;872126;127121",
            "2021;03354005;        Gartow, Flecken;693;26909;3943",
            "2021;03354018;        Lüchow (Wendland), Stadt;4567;166645;24094",
            "2021;03354501;        Gartow, gemfr. Geb.;-;-;-",
            "2021;03360028;        Wrestedt;-;-;-",
        ],
    ),
}
# the dialect until 2024: a column a measure, days as TT.MM.JJJJ
FLAT_2024 = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
    "BEVZ20__Bevoelkerung__Anzahl; BEVZ21__Anteil__Prozent\n"
) + "".join(
    f"12111;Zensus 2011;STAG;Stichtag;09.05.2011;KREISE;Kreise;{key};Name;GES;Geschlecht;{row}\n"
    for key, row in (
        ("DG", ";Insgesamt;80219695;100,0"),
        ("DG", "GESM;männlich;39145941;48,8"),
        ("03354", "GESM;männlich;.;/"),
        ("03354", "GESW;weiblich;-;x"),
    )
)


def inkar_table():
    """A wide table of INKAR as parquet: places by year, training places by 100 who look for one (q_auspl)."""
    rows = [
        ("Kreise", "03354000", "Lüchow-Dannenberg", "1995", 101.04),
        ("Kreise", "03354000", "Lüchow-Dannenberg", "1996", 96.6),
        ("Kreise", "03354000", "Lüchow-Dannenberg", "1997", 91.94),
        ("Gemeinden", "03354001", "Bergen an der Dumme", "1997", None),
    ]
    stream = io.BytesIO()
    names = ["raumbezug", "kennziffer", "name", "zeitbezug", "q_auspl"]
    pd.DataFrame(rows, columns=names).to_parquet(stream)
    return stream.getvalue()
