"""French."""

from pathlib import Path

from kg.languages.fr.layout.document import parse
from kg.languages.fr.marks import marks
from kg.languages.fr.reader import read
from kg.model import Language

PLUGIN = Language(tag="fr", folder=Path(__file__).parent, parse=parse, read=read, marks=marks)
