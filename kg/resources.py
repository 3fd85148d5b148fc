"""Where ontology/, shapes/, queries/ and examples/ lie: inside the wheel, or beside kg/ in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BASE = _PACKAGE if (_PACKAGE / "ontology").is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The path of a resource folder or file, e.g. `resource("queries", "examples")`."""
    return _BASE.joinpath(*parts)


def data(name: str) -> Path:
    """The path of a reference data file (CC0) of `kg/data/`."""
    return _PACKAGE / "data" / name
