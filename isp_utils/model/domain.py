"""The words of the domain: stations of the Bildungsbiografie, planning fields, dimensions of the social space."""

from pathlib import Path

from isp_utils.model.toml import read_toml

HERE = Path(__file__).parents[1] / "catalogue"
STATIONS: dict[str, str] = {row["id"]: row["title"] for row in read_toml(HERE / "stations.toml")["station"]}
FIELDS = {
    "jugendhilfe": "Kinder- und Jugendhilfe",
    "schule": "Schule",
    "gesundheit": "Gesundheit",
    "sozialhilfe": "Sozialhilfe",
}
DIMENSIONS = {
    "demografie": "Demografie",
    "wohnen": "Wohnen",
    "gesundheit": "Gesundheit",
    "bildung": "Bildung",
    "mobilitaet": "Mobilität",
    "arbeit_einkommen": "Arbeit und Einkommen",
}
