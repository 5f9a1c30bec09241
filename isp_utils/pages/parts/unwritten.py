"""What the template of a free analysis leaves for its author to write; on no page it is taken for an answer."""

QUESTION = "In einem Satz: Welche Frage beantwortet diese Analyse?"
FINDING = "Hier steht, was die Analyse gefunden hat."
DESCRIPTION = "was steht waagerecht, was senkrecht, was fällt auf?"  # of a picture


def unwritten(text: str) -> bool:
    """Whether a text still has the words of the template.

    >>> [unwritten(text) for text in ("Mit der Armut sinkt die Quote.", f" {FINDING}", f"Punkte; {DESCRIPTION}")]
    [False, True, True]
    """
    return any(words in text for words in (QUESTION, FINDING, DESCRIPTION))
