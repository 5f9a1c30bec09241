"""Surveys: weights, response, results with intervals, and what of them may be printed."""
