"""Tests that keep the shape of the project: every rule is also tried on a bad example of its own."""
