"""Who is called what, and who acts."""

import pytest

from analysis import paths
from analysis.comparison.naming import (
    agency_matrix,
    evidence,
    find_killings,
    find_namings,
    load_naming,
    naming_matrix,
)
from analysis.corpus import load_articles
from analysis.errors import InputError
from analysis.pipeline import prepare
from spoken import corpus_of, engine


def told(*texts):
    return corpus_of(*texts), load_naming(), engine()


@pytest.mark.parametrize(
    "text, namings",
    [
        ("هاجم تنظيم الدولة الإسلامية القرية.", [("islamic_state", "تنظيم الدولة الإسلامية")]),
        ("هاجم تنظيم داعش القرية.", [("islamic_state", "تنظيم داعش")]),
        ("زار الرئيس السوري المؤقت القرية.", [("syrian_president", "الرئيس السوري المؤقت")]),
        ("وصلت القوات الأميركية إلى القرية.", [("united_states", "قوات أمريكية")]),
        ("زار الوفد القرية.", []),
    ],
)
def test_the_longest_wording_of_an_entity_counts(text, namings):
    found = find_namings(*told(text))
    assert list(zip(found["entity"], found["wording"], strict=True)) == namings


@pytest.mark.parametrize(
    "text, forms",
    [
        (
            "هاجم داعش القرية.\nوقال الوزير إن التنظيم انسحب، وإن للتنظيم أنصارا.",
            ["داعش", "التنظيم", "للتنظيم"],
        ),
        ("هاجم التنظيم القرية.", []),  # which group is not told
        ("عاد التنظيم.\nوهاجم داعش القرية.", ["التنظيم", "داعش"]),  # as in a headline
        ("هاجم داعش القرية في غياب تنظيم حزبي.", ["داعش"]),  # without the article: any organisation
        ("زار أحمد الشرع واشنطن.\nوأعلن الشرع ذلك.", ["أحمد الشرع", "واشنطن", "الشرع"]),
    ],
)
def test_a_short_form_counts_where_its_entity_is_named_in_full(text, forms):
    assert find_namings(*told(text))["form"].tolist() == forms


def test_a_short_form_is_not_explained_by_another_article():
    found = find_namings(*told("هاجم داعش القرية.", "هاجم التنظيم القرية."))
    assert found["form"].tolist() == ["داعش"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل جثمان الشهيد إلى المطار.",  # calls the dead something, and tells of no killing
        "أحبط الجنود هجوما انتحاريا على البوابة.",
        "كان السائق متهما بالسرقة.",
    ],
)
def test_what_is_no_wording_of_killing(text):
    assert find_killings(*told(text)).empty


@pytest.mark.parametrize(
    "text, form, agency, agent",
    [
        ("قتلت القوات الحكومية خمسة مدنيين في القرية.", "قتلت", "active", "القوات الحكومية"),
        ("قُتل خمسة مدنيين في القرية.", "قُتل", "passive", None),
        ("قتل خمسة مدنيين برصاص الجيش.", "قتل", "passive", "الجيش"),
        ("أسفر الهجوم عن مقتل خمسة مدنيين.", "مقتل", "nominal", None),
        ("أدانت المنظمة مقتل مدنيين في قصف للطائرات الحربية.", "مقتل", "nominal", "للطائرات الحربية"),
        ("استشهد خمسة جنود في القرية.", "استشهد", "dying", None),
        ("توفي الكاتب أمس.", "توفي", "dying", None),
        ("أودت الغارة بحياة خمسة مدنيين.", None, None, None),
    ],
)
def test_agency(text, form, agency, agent):
    found = find_killings(*told(text)).to_dict("records")
    if form is None:
        assert all(row["agency"] == "active" for row in found)
        return
    (row,) = [row for row in found if row["form"] == form]
    assert (row["agency"], row["agent"] if isinstance(row["agent"], str) else None) == (agency, agent)


def test_every_place_leads_back_to_the_words():
    corpus, naming, lexicon = told("قتل خمسة مدنيين برصاص الجيش بعد هجوم داعش.")
    text = corpus.articles["text"][0]
    for row in find_namings(corpus, naming, lexicon).to_dict("records"):
        assert text[row["start"] : row["end"]] == row["form"]
    for row in find_killings(corpus, naming, lexicon).to_dict("records"):
        assert text[row["start"] : row["end"]] == row["form"]
        assert text[row["agent_start"] : row["agent_end"]] == row["agent"]


def seeds():
    return prepare(load_articles(paths.RAW / "articles.csv"), engine())


def test_the_matrix_and_the_evidence_behind_its_cells():
    namings = find_namings(seeds(), load_naming(), engine())
    matrix = naming_matrix(namings, "islamic_state")
    assert matrix.loc["داعش"].to_dict() == {"unknown": 11, "القدس": 1}
    assert matrix.loc["تنظيم الدولة"].to_dict() == {"unknown": 0, "القدس": 4}
    for wording in matrix.index:
        for outlet in matrix.columns:
            assert len(evidence(namings, "islamic_state", wording, outlet)) == matrix.loc[wording, outlet]


def test_an_entity_that_was_not_found_is_told():
    with pytest.raises(ValueError, match="no naming of 'nobody'"):
        naming_matrix(find_namings(*told("هاجم داعش القرية.")), "nobody")


def test_agency_by_outlet_tells_who_is_left_out():
    matrix = agency_matrix(find_killings(seeds(), load_naming(), engine()))
    assert matrix.loc[("القدس", "nominal")].to_dict() == {"with_agent": 1, "without_agent": 5}
    assert list(matrix.columns) == ["with_agent", "without_agent"]


def test_a_mistyped_key_names_its_line(tmp_path):
    broken = (
        paths.CODEBOOKS.joinpath("naming.yml").read_text(encoding="utf-8").replace("wordings:", "wording:", 1)
    )
    path = tmp_path / "naming.yml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match=r"line \d+: .*wordings"):
        load_naming(path)
