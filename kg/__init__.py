"""Entente: diplomatic news into a knowledge graph."""
