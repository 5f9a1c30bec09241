"""The table of the results of surveys (befragungen.parquet) as it is written and read; every row may be printed.

One row a result: survey, kreis, wave (year), demo | kind, item, answer, by, group | answers, asked, value, lower,
upper, low, high, worst_low, worst_high | flag. value and limits in percent; low and high: if those who did not answer
lay ten points lower or higher; worst_*: if none or all of them said so. Hidden ones have a flag and no number.
"""

RESPONSE, HARD_SHARE, ANSWER, THEME = "ruecklauf", "schwer", "antwort", "thema"  # kinds of results
AGREEMENT, WEIGHTS, TOGETHER, POSITION = "uebereinstimmung", "gewichte", "zusammenhang", "haltung"
NUMBERS = ("answers", "asked", "value", "lower", "upper", "low", "high", "worst_low", "worst_high")
TEXTS = ("survey", "kreis", "kind", "item", "answer", "by", "group", "flag")
COLUMNS = ("survey", "kreis", "wave", "demo", "kind", "item", "answer", "by", "group", *NUMBERS, "flag")
CROSSED, BY_MARGINS = "Gruppen zusammen", "Gruppen einzeln"  # how answers were weighted
YES, NO, DIVIDED = "ja", "nein", "geteilt"  # where most institutions of a field stand
FIELD = "feld"  # what institutions are grouped by
