"""Ways in: plain text, HTML pages, JSON lines, folders, metadata; and every way in which an input can be bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import BadData
from kg.intake import articles, files
from kg.language import detect
from kg.metadata import read_metadata
from kg.model import Article
from kg.setaside import Rejected

SAMPLES = Path(__file__).parent / "sources"
FRENCH = "Le président a reçu le ministre."


def one(path: Path) -> Article | Rejected:
    """What a file of one article gives."""
    (item,) = articles([path])
    return item


def article(path: Path) -> Article:
    """The article of a good file."""
    item = one(path)
    assert isinstance(item, Article), item
    return item


def reason(path: Path) -> str:
    """The one sentence about a bad file, which names it."""
    item = one(path)
    assert isinstance(item, Rejected), item
    assert str(path) in item.reason
    assert item.reason.endswith(".")
    return item.reason


def test_a_text_is_read_character_by_character() -> None:
    """Offsets count in the file's own text: nothing is stripped or changed."""
    found = article(SAMPLES / "note.txt")
    assert found.text == (SAMPLES / "note.txt").read_bytes().decode()
    assert (found.id, found.published, found.language) == ("note", None, None)


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    """A file from Windows keeps its carriage returns, so that offsets fit the file."""
    (tmp_path / "a.txt").write_bytes(b"Un\r\n\r\nDeux\r\n")
    assert article(tmp_path / "a.txt").text == "Un\r\n\r\nDeux\r\n"


def test_a_page_gives_content_title_date_and_address() -> None:
    """Menus, related links and footers stay out; each paragraph is a line."""
    page = article(SAMPLES / "page.html")
    lines = [line for line in page.text.splitlines() if line]
    assert page.title == lines[0] == "La ministre norvégienne reçoit son homologue danois"
    assert lines[1].startswith("La ministre norvégienne des Affaires étrangères")
    assert lines[2].startswith("Les deux ministres ont parlé")
    assert len(lines) == 4
    assert page.published == "2022-03-14"
    assert page.url == "https://courrier.example/monde/ministre-norvege.html"


def test_a_page_that_does_not_say_its_date_has_none(tmp_path: Path) -> None:
    """No date is guessed from a copyright line or from dates in the text."""
    text = (SAMPLES / "page.html").read_text().replace("2022-03-14T09:30:00+01:00", "")
    (tmp_path / "page.html").write_text(text)
    assert article(tmp_path / "page.html").published is None


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    """An old page in ISO 8859-1 keeps its accents."""
    text = (SAMPLES / "page.html").read_text().replace('charset="utf-8"', 'charset="iso-8859-1"')
    (tmp_path / "page.html").write_bytes(text.replace("«", '"').replace("»", '"').encode("latin-1"))
    assert "norvégienne" in article(tmp_path / "page.html").text


def test_json_lines_give_one_article_each() -> None:
    """All that a line says is kept; a time is cut from a date."""
    first, second = articles([SAMPLES / "two.jsonl"])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.published, first.language, first.title) == ("depeche-1", "2022-04-07", "fr", "Rabat")
    assert (second.id, second.published, second.language, second.url) == ("depeche-2", "2022-05", None, None)


def test_a_bad_line_is_told_and_the_others_are_read() -> None:
    """Each bad line is one sentence with its number; blank lines are none."""
    items = list(articles([SAMPLES / "mixed.jsonl"]))
    assert [item.id for item in items if isinstance(item, Article)] == ["bonne-1", "bonne-2"]
    reasons = [item.reason for item in items if isinstance(item, Rejected)]
    assert [text.split("line ")[1].split(",")[0].split(" ")[0] for text in reasons] == list("2345678")
    told = ("no 'text'", "no 'id'", "not JSON", "not a JSON object", "not a date", "'language'", "surrogate")
    for text, words in zip(reasons, told, strict=True):
        assert words in text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf \n", "is empty"),
        ("zeros.txt", b"GIF89a\x00\x00\x00\x01", "binary file"),
        ("noise.txt", bytes(range(256)) * 20, "binary file"),
        ("control.txt", b"\x01\x02\x03\x04 abc", "binary file"),
        ("broken.txt", "Le président ".encode() + b"\xff\xfe re\xc3u", "not valid UTF-8"),
        ("other.txt", b"\xd0\xff\xc8\xde\xf0", "not valid UTF-8"),
        ("half.txt", b"\xff\xfeL\x00e\x00 ", "not the UTF-16"),
        ("article.docx", b"PK", "of no kind that can be read"),
        ("empty.html", b"", "is empty"),
        ("empty.jsonl", b"", "is empty"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """What is wrong, where, and what to do."""
    (tmp_path / name).write_bytes(data)
    assert words in reason(tmp_path / name)


def test_a_page_with_no_article_is_told() -> None:
    """A menu is no article."""
    assert "no article" in reason(SAMPLES / "menu.html")


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    """It is counted like any bad input, and does not stop a run."""
    assert "does not exist" in reason(tmp_path / "none.txt")


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is a setting; the sentence names it."""
    monkeypatch.setenv("ENTENTE_MAX_BYTES", "1000")
    (tmp_path / "big.txt").write_text("a" * 1001)
    assert "ENTENTE_MAX_BYTES" in reason(tmp_path / "big.txt")


def test_a_50_mb_file_is_told_without_being_read(tmp_path: Path) -> None:
    """The default limit is 20 MB."""
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "50,000,000 bytes" in reason(tmp_path / "huge.txt")


def test_a_long_line_is_told_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of JSON lines may be of any size, a line may not."""
    monkeypatch.setenv("ENTENTE_MAX_BYTES", "100")
    long, good = {"id": "a", "text": "x" * 5000}, {"id": "b", "text": FRENCH}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(long)}\n{json.dumps(good)}\n")
    first, second = articles([tmp_path / "a.jsonl"])
    assert isinstance(first, Rejected)
    assert "line 1" in first.reason
    assert isinstance(second, Article)


def test_windows_1252_is_read_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Bytes that are plausible French in that encoding, and cannot be damaged UTF-8, are read."""
    (tmp_path / "a.txt").write_bytes("L’été où le président a reçu le ministre".encode("cp1252"))
    assert article(tmp_path / "a.txt").text == "L’été où le président a reçu le ministre"
    assert "Windows-1252" in caplog.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    """The mark is no part of the text."""
    (tmp_path / "a.txt").write_bytes(FRENCH.encode(encoding))
    assert article(tmp_path / "a.txt").text == FRENCH


def test_a_folder_is_walked_and_what_no_source_reads_is_left_out(tmp_path: Path) -> None:
    """Sub-folders are read, hidden files and other kinds are not, in an order that does not depend on the system."""
    for name in ("b/two.txt", "a.txt", ".hidden/three.txt", "table.csv", "c/.four.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FRENCH)
    assert [item.id for item in articles([tmp_path]) if isinstance(item, Article)] == ["a", "two"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A folder and a file in it, or two spellings of a path, are one article; the order of paths is no matter."""
    (tmp_path / "a.txt").write_text(FRENCH)
    (tmp_path / "b.txt").write_text(FRENCH)
    paths = [tmp_path / "b.txt", tmp_path, tmp_path / "." / "a.txt"]
    assert [file.name for file in files(paths)] == ["a.txt", "b.txt"] == [file.name for file in files(paths[::-1])]


def test_two_texts_of_one_identifier_are_told(tmp_path: Path) -> None:
    """The second is set aside, for it would replace the first; the same text twice is one article."""
    for folder, text in (("x", FRENCH), ("y", FRENCH), ("z", "Un autre texte.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(text)
    items = list(articles([tmp_path]))
    assert [type(item) for item in items] == [Article, Rejected]
    assert isinstance(items[1], Rejected)
    assert "identifier 'note'" in items[1].reason


def test_metadata_completes_an_article(tmp_path: Path) -> None:
    """The table is keyed by the file's base name; what it does not say stays."""
    (tmp_path / "m.csv").write_text("article,published,language,url\nnote,2024-03-04,fr,\nother,2024,,\n")
    (found,) = articles([SAMPLES / "note.txt"], read_metadata(tmp_path / "m.csv"))
    assert isinstance(found, Article)
    assert (found.published, found.language, found.url) == ("2024-03-04", "fr", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,published\nnote,2024\n", "no column 'article'"),
        ("article,published\nnote,soon\n", "line 2.*not a date"),
        ("article,published\nnote,2024\nnote,2025\n", "line 3.*twice"),
        ("article,published\n,2024\n", "line 2.*no article"),
        ("", "no column 'article'"),
    ],
)
def test_a_broken_metadata_table_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    """Nothing is read with half a table."""
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(BadData, match=words):
        read_metadata(tmp_path / "m.csv")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Le président de la République a reçu mardi l'ambassadeur du Japon.", "fr"),
        ("M. Nguyen Phu Trong s'est entretenu avec Xi Jinping", "fr"),
        ("The president received the ambassador of Japan on Tuesday.", "en"),
        ("Chủ tịch nước đã tiếp Đại sứ Nhật Bản tại Hà Nội.", "vi"),
        ("El presidente recibió al embajador de Japón en La Habana.", "es"),
        ("Der Bundespräsident hat am Dienstag den Botschafter empfangen.", "de"),
        ("Президент принял посла Японии во вторник.", "und-Cyrl"),
        ("国家主席会见日本大使。", "und-Hani"),
        ("Xi Jinping, Hanoi", None),
    ],
)
def test_the_language_of_a_sentence_is_told_by_its_small_words(text: str, tag: str | None) -> None:
    """A sentence is enough; names alone tell nothing."""
    assert detect(text) == tag
