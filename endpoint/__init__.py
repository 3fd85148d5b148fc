"""Entente over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, linked data and pages. Imports kg, never the other
way."""
