"""The merged view: which claims of articles tell one event, and the one canonical node that stands for them.

claims.py    what an article's graph claims of an event, in the form that is compared
compare.py   whether two claims may be, or cannot be, of one event
clusters.py  claims → groups, the same in any order of reading
resolve.py   a group → the triples of its canonical node
counts.py    meetings → how often two sides met, ever and by year
view.py      a changed article → what changes in the default graph and in the book-keeping
"""
