"""A reader's faults, as problems for the client: without paths, without the engine's inner words."""

from __future__ import annotations

import logging

from endpoint.protocol import guard, syntax
from endpoint.readers.worker import Fault
from endpoint.web.problem import Problem

_LOG = logging.getLogger("entente.endpoint")


def in_words(problem: Problem, what: str, text: str) -> Problem:
    """The same problem in words; `text` is the query or update that was asked."""
    if not isinstance(problem, Fault):
        return problem
    if problem.code == "syntax":
        return syntax.explain(text, problem.text, what=what)
    if problem.code == "accept":
        return Problem(406, f"none of the formats that you accept is written here: accept one of {problem.text}.")
    if problem.code == "graph":
        return Problem(404, "there is no such graph: see the service description for those there are.")
    if problem.code == "size":
        return Problem(413, f"the answer is larger than {problem.text} bytes: ask for less at once, or add LIMIT.")
    if problem.code == "memory":
        return Problem(503, "the query needs more memory than it may use: ask for less at once.")
    if any(True for _ in guard.services(text)):  # the engine has no error of its own for this
        _LOG.warning("SERVICE failed: %s", problem.text)
        return Problem(502, "the endpoint that SERVICE names did not answer as it should: ask it yourself, or SILENT.")
    _LOG.error("a reader failed: %s", problem.text)
    return Problem(500, "the query could not be answered: the log of the server says more.")
