"""Persons' names: which words are one, what stands around it, and whose it may be."""
