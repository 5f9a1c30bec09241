"""The suite's own format: one figure a row, with its sidecar."""
