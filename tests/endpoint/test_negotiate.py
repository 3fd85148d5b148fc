"""Content negotiation."""

from __future__ import annotations

import pytest

from endpoint.web.negotiate import GRAPHS, PAGES, SOLUTIONS, accepts_gzip, choose


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        (" , ,", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("application/sparql-results+xml, */*;q=0.1", "application/sparql-results+xml"),
        ("TEXT/CSV ; Q=1", "text/csv"),
        ("image/png, text/csv;q=nonsense", None),
        ("image/png", None),
        ("text/csv;q=0", None),
    ],
)
def test_the_most_wanted_format_that_we_write_is_chosen(accept: str | None, chosen: str | None) -> None:
    """Quality decides, the most specific range counts, ours come first among equals."""
    offer = choose(accept, SOLUTIONS)
    assert (offer.media_type if offer else None) == chosen


def test_a_browser_gets_the_page_and_a_program_gets_turtle() -> None:
    """What browsers send prefers HTML; no preference means RDF."""
    browser = choose("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGES)
    program = choose("*/*", PAGES)
    assert browser is not None
    assert program is not None
    assert (browser.word, program.word) == ("html", "ttl")


def test_every_graph_format_can_be_asked_for_by_its_own_name() -> None:
    """Each media type leads to itself."""
    assert all(choose(offer.media_type, GRAPHS) is offer for offer in GRAPHS)


@pytest.mark.parametrize(
    ("header", "reads"), [(None, False), ("gzip", True), ("br, gzip;q=0", False), ("x-gzip;q=0.5", True)]
)
def test_gzip_is_used_only_where_the_client_reads_it(header: str | None, reads: bool) -> None:
    """`q=0` is a refusal."""
    assert accepts_gzip(header) is reads
