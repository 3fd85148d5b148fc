"""What still counts as prose. Text beyond these bounds is no sentence of French, and reading it would take for ever."""

from __future__ import annotations

from typing import Final

LONGEST_SENTENCE: Final = 300  # words; the longest of agency French have some 120
MOST_EVENTS: Final = 12  # words of one event in a sentence
FARTHEST_BACK: Final = 80  # mentions looked back through for whom a pronoun means, facts for one told before
