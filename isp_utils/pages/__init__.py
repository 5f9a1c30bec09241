"""What a notebook may say: one module or folder per page; empty on purpose, or a run would load Matplotlib."""
