"""The errors that a person can meet. Each message is one sentence: what, where, what to do.

EntenteError
├── BadInput           an article or page that cannot be read (set aside; the run goes on)
│   └── UnknownLanguage
├── BadData            a data file of the project or of the user is wrong
├── BadQuery           a query that cannot be parsed, found or answered
└── StoreError         the store cannot be opened or written
"""


class EntenteError(Exception):
    """Any error whose message is meant for a person."""


class BadInput(EntenteError):  # noqa: N818 - says what is bad; the base class says that it is an error
    """An article or page that cannot be read; `source` says where, if the error does not speak of a whole file."""

    def __init__(self, message: str, source: str | None = None) -> None:
        super().__init__(message)
        self.source = source


class UnknownLanguage(BadInput):
    """A language that no plug-in reads."""


class BadData(EntenteError):  # noqa: N818 - says what is bad; the base class says that it is an error
    """A data file that is wrong."""


class BadQuery(EntenteError):  # noqa: N818 - says what is bad; the base class says that it is an error
    """A query that cannot be parsed, found or answered."""


class StoreError(EntenteError):
    """A store that cannot be opened or written."""
