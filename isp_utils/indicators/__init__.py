"""Kennzahlen: computed from facts and catalogue, and what the gated table says about each of them."""
