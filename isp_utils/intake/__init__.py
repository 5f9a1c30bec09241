"""From deliveries to facts: one module per format, every figure with its file and row."""
