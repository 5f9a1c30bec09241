"""Reads the finished pages back and refuses what would tell a protected count."""
