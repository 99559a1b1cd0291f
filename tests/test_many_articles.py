"""A corpus larger than the page: what is shown is said, what is not shown stands in the tables."""

import csv
import random
import re

import pytest

from project import Project

pytestmark = pytest.mark.slow

#: More than the reading view shows, and more mentions than the table of evidence has rows.
N_ARTICLES = 60
MOST_ROWS = 100
OPENINGS = ("قال محللون إن ما جرى", "وأكد المتحدث سامي حداد أن الغارة", "كانت العملية", "قد يكون الهجوم")
BLOWS = ("ضربة قوية للتنظيم", "انتكاسة مؤقتة", "فرصة لتعزيز التنسيق", "دليلا على فشل التنسيق")
REST = ("وتابع السكان حياتهم في السوق.", "ولم يصدر تعليق من الجهات الرسمية.", "وزار الوفد المدينة أمس.")


def article(number, choose):
    lines = [f"خبر رقم {number} عن أحداث المنطقة"]
    lines += [
        f"{choose.choice(OPENINGS)} {choose.choice(BLOWS)} في البلدة رقم {choose.randint(1, 99)}. "
        + choose.choice(REST)
        for _ in range(6)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def many(made, tmp_path_factory):
    """The project with another corpus: articles of three outlets, some of them without a date."""
    project = Project(tmp_path_factory.mktemp("many"), origin=made)
    raw, choose = project.folder / "data/raw", random.Random(7)
    for old in raw.glob("*.txt"):
        old.unlink()
    rows = []
    for number in range(N_ARTICLES):
        (raw / f"{number}.txt").write_text(article(number, choose), encoding="utf-8")
        outlet = ("الشروق", "الأفق", "البيان")[number % 3]
        rows.append({"doc_id": f"d{number}", "outlet": outlet, "path": f"{number}.txt"})
    with (raw / "articles.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["doc_id", "outlet", "path"])
        writer.writeheader()
        writer.writerows(rows)
    run = project.make("report")
    assert run.returncode == 0, run.stdout + run.stderr
    return project


@pytest.fixture(scope="module")
def page(many):
    return (many.folder / "report/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mentions(many):
    with (many.folder / "report/tables/mentions.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def words(page):
    return " ".join(re.sub(r"<(style|script|svg).*?</\1>|<[^>]*>", "", page, flags=re.S).split())


def test_some_articles_are_shown_and_the_page_says_of_how_many(page):
    assert page.count("<article ") == 6
    assert f"6 articles of {N_ARTICLES} are shown" in words(page)


def test_the_first_rows_are_shown_and_the_page_says_where_all_are(page, mentions):
    assert len(mentions) > MOST_ROWS
    evidence = page[page.index('<section id="evidence"') : page.index('<section id="method"')]
    assert evidence.count('<tr id="row-') == MOST_ROWS
    told = f"The first {MOST_ROWS} of {len(mentions)} rows are shown. All of them stand in report/tables/"
    assert told in words(evidence)


def test_every_link_leads_somewhere(page):
    places = set(re.findall(r' id="([^"]*)"', page))
    links = re.findall(r'href="#([^"]*)"', page)
    assert len(links) > 50
    assert [link for link in links if link not in places] == []
    assert "data-else" not in page


def test_a_finding_whose_article_is_not_shown_leads_to_the_table_and_says_so(many, page):
    findings = page[page.index('<section id="findings"') : page.index('<section id="charts"')]
    told = re.findall(r'<a class="see" href="#(row-)?[^"]*">([^<]*)</a>', findings)
    assert len(told) == 4
    assert all(words.endswith("table" if row else "text") for row, words in told)


def test_the_page_stays_small(page):
    assert len(page.encode()) < 3_000_000
