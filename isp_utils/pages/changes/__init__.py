"""What a run keeps of itself for the next one, and what the page says has changed since."""
