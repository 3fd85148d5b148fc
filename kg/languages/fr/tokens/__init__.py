"""Tokens and the lexicon: what the words of a story mean, found by longest phrase."""
