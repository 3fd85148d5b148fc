"""Wikidata both ways: refresh the tables of `kg/data/` from it, propose items for what has none, accept links.

web.py          asks the web politely, and remembers what was answered
client.py       asks a SPARQL endpoint by it, page by page
snapshot.py     the tables as a whole: what makes them sound, and replacing them at once
refresh.py      endpoint → tables
matching.py     names → items of the snapshot
services.py     names → items, by a service on the web
reconcile.py    a store's names without an item → proposals, each with score and reason
links.py        the table of proposals that a person edits, and the graph of those accepted
accept.py       the edited table → the graph, all or nothing
"""
