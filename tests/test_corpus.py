import hashlib

import pytest

from analysis import paths, tables
from analysis.corpus import load_articles

TEXT = "عنوان الخبر\r\n\r\nنص المقال. \n"


def row(doc_id="a", path="a.txt", **more):
    return {"doc_id": doc_id, "path": path, **more}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_article_is_read_without_changing_a_character(corpus_folder):
    manifest = corpus_folder(
        [
            row(
                outlet="القدس",
                title="عنوان",
                published="2025-12-23",
                url="https://example.org",
                sha256=sha256(TEXT),
            )
        ],
        {"a.txt": TEXT},
    )
    (article,) = load_articles(manifest).to_dict("records")
    assert article == {
        "doc_id": "a",
        "outlet": "القدس",
        "title": "عنوان",
        "published": "2025-12-23",
        "url": "https://example.org",
        "language": "ar",
        "text": TEXT,
        "path": "a.txt",
        "encoding": "utf-8",
        "sha256": sha256(TEXT),
    }


def test_what_the_manifest_does_not_tell_is_unknown_or_missing_never_guessed(corpus_folder):
    (article,) = load_articles(corpus_folder([row(outlet=" ", title="")], {"a.txt": TEXT})).to_dict("records")
    assert article["outlet"] == "unknown"
    assert article["title"] is None
    assert article["published"] is None
    assert article["language"] == "ar"


def test_a_byte_order_mark_is_dropped_from_the_text_and_kept_in_the_hash(corpus_folder):
    content = b"\xef\xbb\xbf" + TEXT.encode()
    manifest = corpus_folder([row(sha256=hashlib.sha256(content).hexdigest().upper())], {"a.txt": content})
    assert load_articles(manifest)["text"].tolist() == [TEXT]


def test_the_manifests_order_is_kept(corpus_folder):
    rows = [row("z"), row("a"), row("m")]
    assert load_articles(corpus_folder(rows, {"a.txt": TEXT}))["doc_id"].tolist() == ["z", "a", "m"]


def test_the_table_has_the_designs_columns(corpus_folder):
    assert (
        list(load_articles(corpus_folder([row()], {"a.txt": TEXT})).columns)
        == tables.SCHEMAS["articles"].names
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_manifest_may_have_the_line_ends_of_any_system(tmp_path, ends):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    manifest = tmp_path / "articles.csv"
    manifest.write_bytes("\ufeffdoc_id,path\na,a.txt\n\nb,a.txt\n".replace("\n", ends).encode())
    assert load_articles(manifest)["doc_id"].tolist() == ["a", "b"]


def test_a_quoted_line_end_does_not_shift_the_row_that_an_error_names(corpus_folder, refused):
    manifest = corpus_folder([row("a", title="سطر\nثان"), row("b", "gone.txt")], {"a.txt": TEXT})
    assert "articles.csv, row 3: " in refused(load_articles, manifest)


# --- what is refused: file, row, and what to do ---------------------------------------------------


NO_DATE = "which is no date. Write it as 2025-12-23, or leave it empty."


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(), row("b", "gone.txt")], "row 3: {folder}/gone.txt is missing. Put the file there"),
        ([row(path=".")], "row 2: {folder} cannot be read (Is a directory). Mend the 'path'"),
        ([row(path="x" * 5000)], "row 2: {folder}/xxx"),
        ([row(sha256="0" * 64)], f"row 2: {{folder}}/a.txt has changed: its sha256 is {sha256(TEXT)}"),
        (
            [row(), row("b"), row("a")],
            "row 4: doc_id 'a' stands in row 2 already. Give each article its own.",
        ),
        ([row(), row(" a ")], "row 3: doc_id 'a' stands in row 2 already. Give each article its own."),
        ([row("")], "row 2: 'doc_id' is empty. Every article needs one."),
        ([row(path="")], "row 2: 'path' is empty. Every article needs one."),
        ([row(published="23/13/2025")], f"row 2: 'published' is \"23/13/2025\", {NO_DATE}"),
        ([row(published="2025-02-30")], f"row 2: 'published' is \"2025-02-30\", {NO_DATE}"),
        ([row(published="20251223")], f"row 2: 'published' is \"20251223\", {NO_DATE}"),
    ],
)
def test_a_row_that_cannot_be_used(corpus_folder, tmp_path, refused, rows, told):
    message = refused(load_articles, corpus_folder(rows, {"a.txt": TEXT}))
    assert message.startswith(f"{tmp_path}/articles.csv, {told.format(folder=tmp_path)}")


def test_a_changed_file_says_what_to_do(corpus_folder, refused):
    message = refused(load_articles, corpus_folder([row(sha256="0" * 64)], {"a.txt": TEXT}))
    assert message.endswith(f"the manifest says {'0' * 64}. Restore the file, or correct the manifest.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("نص\nسطر".encode("cp1256"), ", line 1: byte 0xe4 is not UTF-8. Save the file as UTF-8"),
        (b"first\nsecond\xff", ", line 2: byte 0xff is not UTF-8. Save the file as UTF-8"),
        ("نص عربي".encode("utf-16"), ", line 1: byte 0x00 is not UTF-8. Save the file as UTF-8"),
        ("نص عربي".encode("utf-16-le"), ", line 1: byte 0x00 is not UTF-8. Save the file as UTF-8"),
        (b"", " is empty. Put the article's text in it, or remove the row."),
        ("\ufeff \r\n 12.5 \n".encode(), " is empty. Put the article's text in it, or remove the row."),
    ],
)
def test_a_file_that_cannot_be_used(corpus_folder, tmp_path, refused, content, told):
    message = refused(load_articles, corpus_folder([row()], {"a.txt": content}))
    assert message.startswith(f"{tmp_path}/articles.csv, row 2: {tmp_path}/a.txt{told}")


@pytest.mark.parametrize(
    ("content", "what", "advice"),
    [
        ("doc_id,outlet\na,b\n", ", row 1: column 'path' is missing", "The columns are: doc_id, outlet"),
        ("", ", row 1: column 'doc_id' is missing", "The columns are:"),
        ("doc_id;path\na;a.txt\n", ", row 1: column 'doc_id' is missing", "The columns are:"),
        ("doc_id,path,date\na,a.txt,x\n", ", row 1: column 'date' is unknown", "published"),
        ("doc_id,path,path\na,a.txt,a.txt\n", ", row 1: column 'path' is twice there", "The columns are:"),
        ("doc_id,path\n", ": no article is listed", "Add one row an article"),
        ("doc_id,path\n\n , \n", ": no article is listed", "Add one row an article"),
        ("doc_id,path\na,a.txt,b\n", ", row 2: 3 cells, but 2 columns", "Put quotation marks around"),
        ("doc_id,path\n\na\n", ", row 3: 'path' is empty", "Every article needs one"),
        ('doc_id,title,path\na,t,a.txt\nb,"t,a.txt\n', ", row 3: a quotation mark is not closed", "Close it"),
        ('doc_id,path\na,"' + "a\n" * 100_000, ", row 2: a quotation mark is not closed", "Close it"),
        ("doc_id,path,title\na,a.txt,خبر\n".encode("cp1256"), " is not UTF-8", "Save it as 'CSV UTF-8'"),
        ("doc_id,path\na,a.txt\n".encode("utf-16-le"), " is not UTF-8", "Save it as 'CSV UTF-8'"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path, refused, content, what, advice):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    manifest = tmp_path / "articles.csv"
    manifest.write_bytes(content if isinstance(content, bytes) else content.encode())
    message = refused(load_articles, manifest)
    assert message.startswith(f"{manifest}{what}")
    assert advice in message


def test_a_missing_manifest(tmp_path, refused):
    message = refused(load_articles, tmp_path / "articles.csv")
    assert message == f"{tmp_path}/articles.csv is missing. It lists the corpus, one row an article."


def test_a_file_of_the_project_is_named_as_it_stands_in_it(refused):
    assert refused(load_articles, paths.RAW / "no.csv").startswith("data/raw/no.csv is missing")


def test_a_message_stays_one_line_whatever_the_manifest_holds(corpus_folder, refused):
    message = refused(load_articles, corpus_folder([row(published="1\u20282\n3")], {"a.txt": TEXT}))
    assert "row 2: 'published' is \"1 2 3\", which is no date" in message


# --- the project's own corpus ---------------------------------------------------------------------


def test_the_corpus_is_the_seeds_byte_for_byte(seed_articles):
    assert seed_articles["outlet"].tolist() == ["القدس", "unknown"]
    for path in seed_articles["path"]:
        assert (paths.RAW / path).read_bytes() == (paths.ROOT / "seeds" / path).read_bytes()
    assert len(list((paths.ROOT / "seeds").iterdir())) == len(seed_articles)


def test_the_manifest_vouches_for_every_seed_with_a_hash(seed_articles):
    manifest = (paths.RAW / "articles.csv").read_text(encoding="utf-8")
    assert all(sha in manifest for sha in seed_articles["sha256"])
