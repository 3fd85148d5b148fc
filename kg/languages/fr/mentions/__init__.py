"""Mentions of persons and parties in a story, with name, office or pronoun."""
