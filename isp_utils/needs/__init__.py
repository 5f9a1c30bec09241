"""Needs of the coming years: children, places, first-graders, classes, with intervals and with their back-tests."""
