"""What pages are put together from: sentences, captions, findings, scraps."""
