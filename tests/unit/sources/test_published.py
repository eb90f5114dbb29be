"""Reading a published file as text, and telling how it differs from what was promised."""

from pathlib import Path

import pytest

from hsci_analysis.sources.published import PublishedRows, read_published

HEADER = ("code", "name", "people")


def read(tmp_path: Path, content: bytes, *headers: tuple[str, ...]) -> PublishedRows:
    path = tmp_path / "published.csv"
    path.write_bytes(content)
    return read_published(path, headers or (HEADER,))


@pytest.mark.parametrize(
    "content",
    [
        b"code,name,people\nS1,NA,7\nS2,,8\n",
        b"code,name,people\r\nS1,NA,7\r\nS2,,8\r\n",
        b"code,name,people\r\r\nS1,NA,7\r\r\nS2,,8\r\r\n",
        b"\xef\xbb\xbfcode,name,people\nS1,NA,7\nS2,,8\n",
        b'"code","name","people"\n"S1","NA",7\n"S2","",8\n',
    ],
    ids=["plain", "one return", "two returns", "byte order mark", "quoted"],
)
def test_every_cell_is_the_text_that_was_published(tmp_path: Path, content: bytes) -> None:
    published = read(tmp_path, content)
    assert published.broken == ()
    assert published.rows is not None
    assert published.rows.to_dict("list") == {
        "code": ["S1", "S2"],
        "name": ["NA", ""],
        "people": ["7", "8"],
    }


def test_the_row_numbers_of_a_dump_are_left_out(tmp_path: Path) -> None:
    published = read(tmp_path, b"\xef\xbb\xbf_id,code,name,people\r\n1,S1,x,7\r\n")
    assert published.broken == ()
    assert published.rows is not None
    assert published.rows.to_dict("list") == {"code": ["S1"], "name": ["x"], "people": ["7"]}


def test_commas_and_line_ends_in_quotes_are_text(tmp_path: Path) -> None:
    published = read(tmp_path, b'code,name,people\nS1,"Edinburgh, City\nof",7\n')
    assert published.rows is not None
    assert published.broken == ()
    assert list(published.rows["name"]) == ["Edinburgh, City\nof"]


def test_the_layout_it_resembles_most_is_taken(tmp_path: Path) -> None:
    other = ("CODE", "name", "people", "flag")
    published = read(tmp_path, b"CODE,name,people,flag\nS1,x,7,d\n", HEADER, other)
    assert (published.header, published.broken) == (other, ())


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    content = b"people,code,name,extra\n7,S1,\xa0x,\n7,S2\n8,S3,y,\n9,S4"
    assert read(tmp_path, content).broken == (
        "line 2 has bytes that are not UTF-8 (0xA0): probably saved as cp1252",
        "the last line does not end: the file is cut off",
        "column 'extra' is not one of this file's columns",
        "columns come in another order than published: 'people', 'code', 'name'",
        "2 lines (3, 5) have more or fewer cells than the 4 of the header",
    )


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    broken = read(tmp_path, b'code,name,people\nS1,x,7\nS2,"y,8\n').broken
    assert broken == ("line 3 cannot be read as CSV: unexpected end of data",)


def test_a_missing_column_leaves_the_others(tmp_path: Path) -> None:
    published = read(tmp_path, b"code,Name,people\nS1,x,7\n")
    assert published.rows is not None
    assert published.rows.to_dict("list") == {"code": ["S1"], "people": ["7"]}
    assert published.broken == (
        "column 'name' is missing",
        "column 'Name' is not one of this file's columns",
    )


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).broken == ("the file is empty",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x1f\x8b\x08\x00\xa0", "the file seems to be compressed with gzip: unpack it"),
        (b"PK\x03\x04\xa0", "the file seems to be a zip archive or a spreadsheet: take the CSV"),
        ("code,n\n".encode("utf-16"), "the file seems to be text in UTF-16, not in UTF-8"),
        (b"\xfe\xff\x00c", "the file seems to be text in UTF-16, not in UTF-8"),
        ("code,n\n".encode("utf-32"), "the file seems to be text in UTF-32, not in UTF-8"),
        (b"\x00\x00\xfe\xff", "the file seems to be text in UTF-32, not in UTF-8"),
        ("code,n\n".encode("utf-16-le"), "the file holds NUL bytes"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, told: str) -> None:
    (broken,) = read(tmp_path, content).broken
    assert broken.startswith(told)


def test_a_header_that_is_not_there_shows_no_row(tmp_path: Path) -> None:
    published = read(tmp_path, b"S1,secret,7\nS2,y,8\n")
    assert published.rows is None
    assert published.broken == (
        "the first line is not the header code, name, people, ...: was it lost?",
    )


def test_unknown_columns_are_told_in_short(tmp_path: Path) -> None:
    unknown = ["\x1b[31m" + "long" * 20, *(f"extra{number}" for number in range(7))]
    broken = read(tmp_path, ",".join([*HEADER, *unknown]).encode() + b"\n").broken
    told = [line for line in broken if "not one of this file's columns" in line]
    assert len(told) == 5
    assert told[0].startswith(r"column '\x1b[31mlonglong")
    assert len(told[0]) < 90
    assert "3 more columns are not this file's" in broken


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    published = read_published(tmp_path / "absent.csv", [HEADER])
    assert (published.rows, published.sha256) == (None, "")
    assert published.broken[0].startswith("there is no such file; --from names")


def test_the_published_file_of_special_boards(published_figures: Path) -> None:
    """Real cp1252 in a file meant as UTF-8: a no-break space in the first row."""
    path = published_figures / "geography" / "raw_special-health-boards_19022021.csv"
    published = read_published(path, [("SHB", "SHBName", "Country")])
    assert published.broken == (
        "line 2 has bytes that are not UTF-8 (0xA0): probably saved as cp1252",
    )
