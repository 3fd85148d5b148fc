"""What SPARQL's protocols ask: queries, updates, whole graphs; what is refused, and in which words."""
