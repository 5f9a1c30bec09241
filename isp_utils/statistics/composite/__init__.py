"""Composite indices: from declared indicators to a score, and how far its ranks and classes can be trusted.

Order of the steps as in OECD/JRC (2008), Handbook on Constructing Composite Indicators. With 27 municipalities
weights are declared, not estimated, and no rank is printed without its probability.
"""
