"""The pages as a person meets them: in a real browser, over a graph that `kg build` made."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from endpoint.settings import Settings
from kg.metadata import read_metadata
from kg.pipeline import build
from kg.resources import resource
from kg.store import Store
from tests.endpoint.browser import Browser, browsing, program
from tests.endpoint.conftest import Served

NOTE = "hanoi-poutine"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the graph of one example note."""
    folder = tmp_path_factory.mktemp("pages") / "store"
    notes = resource("examples", "articles")
    with Store.open(folder) as store:
        build([notes / f"{NOTE}.txt"], store, metadata=read_metadata(notes / "metadata.csv"))
    server = Served(Settings(store=folder, port=0))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless browser."""
    command = program()
    if command is None:
        pytest.skip("no Chromium found: install one (Debian: apt install chromium) or name it in CHROMIUM")
    with browsing(command, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


def visit(browser: Browser, served: Served, path: str) -> str:
    """Opens a page of the server; gives its text."""
    browser.open(served.root + path)
    browser.until(f"location.pathname === {json.dumps(path.partition('?')[0])}")
    return str(browser.value("document.body.innerText"))


def test_a_query_is_asked_and_answered_as_a_table(browser: Browser, served: Served) -> None:
    """The query that the page proposes finds the meeting; its link leads to the page of the meeting."""
    visit(browser, served, "/")
    browser.value("document.querySelector('#ask button').click()")
    browser.until("document.querySelectorAll('#answer tbody tr').length > 0")
    assert browser.value("[...document.querySelectorAll('#answer thead th')].map(th => th.textContent)")
    assert "Vladimir Putin" in browser.value("document.querySelector('#answer').innerText")
    browser.value("document.querySelector('#answer a[href*=\"/id/meeting/\"]').click()")
    browser.until("location.pathname.startsWith('/doc/meeting/') && document.readyState === 'complete'")
    assert "s'est entretenu" in browser.value("document.querySelector('blockquote').innerText")


def test_a_question_of_the_list_is_asked_with_one_click(browser: Browser, served: Served) -> None:
    """Its query stands in the box, without the header that is meant for programs, and its answer below."""
    visit(browser, served, "/")
    browser.value("document.querySelector('[href$=\"/queries/meetings-with-sentences\"]').click()")
    browser.until("document.querySelectorAll('#answer tbody tr').length > 0")
    assert not browser.value("document.querySelector('#query').value.startsWith('#+')")


def test_a_graph_is_shown_as_a_graph(browser: Browser, served: Served) -> None:
    """CONSTRUCT and DESCRIBE give Turtle, ASK a word."""
    visit(browser, served, "/")
    for query, shown in (
        ("CONSTRUCT WHERE { ?s a <https://w3id.org/entente/ont#Meeting> }", "ont#Meeting>"),
        ("ASK { ?s ?p ?o }", "yes"),
    ):
        browser.value(f"document.querySelector('#query').value = {json.dumps(query)}; form.requestSubmit()")
        browser.until(f"document.querySelector('#answer').innerText.includes({json.dumps(shown)})")


def test_a_mistake_in_a_query_is_shown_where_it_is(browser: Browser, served: Served) -> None:
    """With its line and a hint, in the page."""
    visit(browser, served, "/")
    browser.value("document.querySelector('#query').value = 'SELECT * {\\n ?s ?p }'; form.requestSubmit()")
    browser.until("document.querySelector('#answer').innerText.includes('line 2')")
    browser.faults.clear()  # the browser logs every answer of 400


def test_from_a_meeting_to_a_person_and_back(browser: Browser, served: Served) -> None:
    """The page of a meeting says who took part in which office; the page of a person, in which meetings."""
    visit(browser, served, "/doc/person/ru/vladimir-putin")
    assert "president" in browser.value("document.body.innerText")
    browser.value("document.querySelector('a[href*=\"/id/meeting/\"]').click()")
    browser.until("location.pathname.startsWith('/doc/meeting/') && document.readyState === 'complete'")
    text = browser.value("document.body.innerText")
    assert "Vladimir Putin, president, Russia" in text
    browser.value("[...document.querySelectorAll('a')].find(a => a.textContent === 'Vladimir Putin').click()")
    browser.until("location.pathname === '/doc/person/ru/vladimir-putin'")


def test_a_meeting_is_drawn_with_its_people_sides_place_and_date(browser: Browser, served: Served) -> None:
    """In the page itself, for eyes and for screen readers; a person in it is a link; nothing sticks out of it."""
    visit(browser, served, "/doc/person/ru/vladimir-putin")
    assert browser.value("document.querySelector('svg.picture')") is None
    browser.value("document.querySelector('a[href*=\"/id/meeting/\"]').click()")
    browser.until("location.pathname.startsWith('/doc/meeting/') && document.readyState === 'complete'")
    drawn = "document.querySelector('svg.picture')"
    text = browser.value(f"[...{drawn}.querySelectorAll('text')].map(t => t.textContent).join('\\n')")
    assert {"Vladimir Putin", "Russia", "Vietnam"} <= set(text.split("\n"))
    assert "president" in text
    assert browser.value(f"{drawn}.getAttribute('role')") == "group"
    assert "Russia: Vladimir Putin" in browser.value(f"{drawn}.querySelector('desc').textContent")
    assert browser.value(f"{drawn}.querySelectorAll('script, image, foreignObject').length") == 0
    assert browser.value(
        f"(() => {{ const all = {drawn}.getBoundingClientRect(); return [...{drawn}.querySelectorAll('rect, text')]"
        ".map(e => e.getBoundingClientRect()).every(r => r.left >= all.left - 1 && r.right <= all.right + 1"
        " && r.top >= all.top - 1 && r.bottom <= all.bottom + 1) })()"
    )
    browser.value(f"{drawn}.querySelector('a[href*=\"vladimir-putin\"]').dispatchEvent(new MouseEvent('click'))")
    browser.until("location.pathname === '/doc/person/ru/vladimir-putin'")


@pytest.mark.parametrize("path", ["/queries", "/ont", "/.well-known/void", "/scheme/meeting-format/talks"])
def test_every_link_of_the_head_is_a_page(browser: Browser, served: Served, path: str) -> None:
    """Text with a heading, not a file to download."""
    visit(browser, served, path)
    assert browser.value("document.contentType") == "text/html"
    assert browser.value("document.querySelector('h1').innerText")


@pytest.mark.parametrize("path", ["/", "/queries", "/doc/person/ru/vladimir-putin"])
def test_a_page_fits_a_telephone(browser: Browser, served: Served, path: str) -> None:
    """Nothing is wider than a small screen."""
    browser.wide(360)
    visit(browser, served, path)
    assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    browser.wide(1200)


def test_the_browser_asked_nobody_else_and_nothing_failed(browser: Browser, served: Served) -> None:
    """All of the above without one request to another host, and without a fault of script or policy."""
    visit(browser, served, "/")
    ours = (served.root, "data:", "about:")
    assert [address for address in browser.fetched if not address.startswith(ours)] == []
    assert browser.faults == []
