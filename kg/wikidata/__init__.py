"""Wikidata both ways: refresh the tables of `kg/data/` from it, propose items for what has none, accept links.

client.py       asks a SPARQL endpoint politely, page by page, and remembers the pages
snapshot.py     the tables as a whole: what makes them sound, and replacing them at once
refresh.py      endpoint → tables
reconcile.py    names without an item → proposals, each with score and reason
links.py        the table of proposals that a person edits, and the graph of those accepted
accept.py       the edited table → the graph, all or nothing
"""
