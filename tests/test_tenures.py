"""Which known term an article attests: that of its person, post and time."""

from __future__ import annotations

import pytest

from kg.tenures import known_term


@pytest.mark.parametrize(
    ("attested", "start"),
    [
        ("2019-06-28", "2017-01-20"),
        ("2025-11-01", "2025-01-20"),
        ("2023-01-01", None),
        (None, None),
        ("2017/2026", None),
    ],
)
def test_the_time_of_the_article_tells_two_terms_apart(attested: str | None, start: str | None) -> None:
    """A president of two terms is attested in that one in which the article speaks, or in neither."""
    assert known_term("us", "donald-trump", "US/president", None, attested) == start


def test_a_qualifier_or_another_post_is_another_tenure() -> None:
    """A former minister is not attested as minister."""
    assert known_term("vn", "pham-binh-minh", "VN/foreign-minister", None, "2020-05-29") == "2011-08-03"
    assert known_term("vn", "pham-binh-minh", "VN/foreign-minister", "former", "2020-05-29") is None
    assert known_term("vn", "pham-binh-minh", "VN/president", None, "2020-05-29") is None
