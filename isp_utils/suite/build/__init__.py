"""Deliveries to gated tables: data/processed and its manifest."""
