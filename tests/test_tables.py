import pandas as pd
import pytest

from analysis import tables
from analysis.files import write_text, written_whole
from analysis.tables import from_rows, load, save, save_csv

SEGMENT = {"doc_id": "a", "segment_id": 0, "start": 0, "end": 5, "role": "body", "rule": "paragraph"}
TYPE = {
    "type_id": 0,
    "form": "ضربة",
    "normalised": "ضربه",
    "kind": "word",
    "lemmas": ["ضَرْبَة"],
    "pos": ["noun"],
}


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_a_table_has_its_columns_and_types_also_without_rows(name):
    table = from_rows(name, [])
    assert list(table.columns) == tables.SCHEMAS[name].names
    assert [type_.pyarrow_dtype for type_ in table.dtypes] == tables.SCHEMAS[name].types


def test_a_missing_key_is_a_missing_value():
    table = from_rows("segments", [{"doc_id": "a"}])
    assert table["doc_id"].tolist() == ["a"]
    assert table["role"].isna().all()


@pytest.mark.parametrize(("name", "row"), [("segments", SEGMENT), ("types", TYPE)])
def test_a_table_comes_back_as_it_was_saved(tmp_path, name, row):
    table = from_rows(name, [row, row])
    save(name, table, tmp_path)
    pd.testing.assert_frame_equal(load(name, tmp_path), table)


def test_an_empty_table_comes_back(tmp_path):
    save("mentions", from_rows("mentions", []), tmp_path)
    assert load("mentions", tmp_path).empty


def test_saving_twice_gives_the_same_bytes(tmp_path):
    table = from_rows("segments", [SEGMENT])
    first = save("segments", table, tmp_path / "one").read_bytes()
    assert save("segments", table, tmp_path / "two").read_bytes() == first


def test_a_missing_table(tmp_path, refused):
    message = refused(load, "tokens", tmp_path)
    assert (
        message
        == f"{tmp_path}/tokens.parquet: the table is missing. Run the notebooks before this one first."
    )


@pytest.mark.parametrize("content", [b"", b"no parquet file at all"])
def test_a_file_that_is_no_table(tmp_path, refused, content):
    (tmp_path / "tokens.parquet").write_bytes(content)
    message = refused(load, "tokens", tmp_path)
    assert message == (
        f"{tmp_path}/tokens.parquet: this is no table of tokens. Delete it and run the notebooks again."
    )


def test_a_table_of_another_name(tmp_path, refused):
    save("segments", from_rows("segments", [SEGMENT]), tmp_path).rename(tmp_path / "tokens.parquet")
    assert "this is no table of tokens" in refused(load, "tokens", tmp_path)


def test_csv_is_utf8_with_a_mark_and_the_same_line_ends_everywhere(tmp_path):
    path = save_csv(
        pd.DataFrame({"form": ["ضربة", 'قال "نعم"، ثم'], "n": [1, 2]}), tmp_path / "new" / "t.csv"
    )
    assert path.read_bytes() == '\ufeffform,n\nضربة,1\n"قال ""نعم""، ثم",2\n'.encode()


def test_text_is_utf8_with_the_same_line_ends_everywhere(tmp_path):
    write_text(tmp_path / "new" / "t.txt", "ضربة\nقوية\n")
    assert (tmp_path / "new" / "t.txt").read_bytes() == "ضربة\nقوية\n".encode()


def test_a_failed_write_leaves_the_earlier_output_as_it_was(tmp_path):
    path = tmp_path / "out.txt"
    write_text(path, "earlier")
    with pytest.raises(RuntimeError, match="in the middle"), written_whole(path) as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError("in the middle")
    assert path.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_first_write_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), written_whole(tmp_path / "out.txt") as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (save_csv, "mentions.csv"),
        (lambda table, path: save("mentions", table, path.parent), "mentions.parquet"),
    ],
)
def test_a_table_that_cannot_be_written_leaves_the_earlier_one(tmp_path, write, name):
    path = tmp_path / name
    write(from_rows("mentions", [{"doc_id": "a"}]), path)
    before = path.read_bytes()
    unwritable = pd.DataFrame(
        {column: ["\ud800"] for column in tables.SCHEMAS["mentions"].names}, dtype=object
    )
    with pytest.raises((UnicodeEncodeError, TypeError, ValueError)):
        write(unwritable, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_output_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "out.txt"
    with written_whole(path) as draft:
        draft.write_text("whole", encoding="utf-8")
        assert not path.exists()
        assert draft.parent == path.parent  # on the same disk, so that moving it is one step
    assert path.read_text(encoding="utf-8") == "whole"
