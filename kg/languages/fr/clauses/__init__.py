"""Clauses and the view of a story that every event is read from."""
