"""What the template of a free analysis leaves for its author to write; on no page it is taken for an answer."""

QUESTION = "In einem Satz: Welche Frage beantwortet diese Analyse?"
FINDING = "Hier steht, was die Analyse gefunden hat."


def unwritten(text: str) -> bool:
    """Whether a text still has the words of the template.

    >>> unwritten("Mit der Armut sinkt die Quote."), unwritten(f" {FINDING}")
    (False, True)
    """
    return QUESTION in text or FINDING in text
