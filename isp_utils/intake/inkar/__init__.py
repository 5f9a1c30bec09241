"""INKAR, the indicators of the BBSR: exports and the whole database."""
