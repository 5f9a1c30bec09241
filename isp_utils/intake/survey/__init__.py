"""Answers of a survey: questionnaire, SPSS, single answers counted at once."""
