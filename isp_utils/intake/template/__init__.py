"""The Excel template of a source: written, filled in, read back."""
