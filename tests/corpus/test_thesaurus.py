"""The thesaurus on disk: what its entries become and that every fault is told at once."""

import unicodedata
from pathlib import Path

import pytest

from corpus.cards import content_digest
from corpus.errors import CorpusError
from corpus.vocabulary.thesaurus import load_thesaurus

GOOD = """\
# 시험
- source: 어느 법 제2조
  entries:
    - {same: [어르신, 고령자, 노인]}
    - {say: [가게 사장, startup], find: [소상공인, 창업]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "thesaurus.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path, text: str) -> list[str]:
    """What is told of a thesaurus that must not load, fault by fault."""
    with pytest.raises(CorpusError) as caught:
        load_thesaurus(written(folder, text))
    first, *faults = str(caught.value).splitlines()
    assert first == f"동의어 사전에 잘못된 곳이 {len(faults)}군데 있습니다."
    return [fault.removeprefix("thesaurus.yaml: ") for fault in faults]


def test_words_that_are_the_same_find_the_others_and_what_is_said_finds_what_is_written(tmp_path: Path) -> None:
    assert load_thesaurus(written(tmp_path, GOOD)) == {
        "어르신": ("고령자", "노인"),
        "고령자": ("어르신", "노인"),
        "노인": ("어르신", "고령자"),
        "가게 사장": ("소상공인", "창업"),
        "startup": ("소상공인", "창업"),
    }


def test_a_decomposed_file_equals_the_composed_one(tmp_path: Path) -> None:
    composed = load_thesaurus(written(tmp_path, GOOD))
    assert load_thesaurus(written(tmp_path, unicodedata.normalize("NFD", GOOD))) == composed


def test_remarks_sources_and_order_do_not_change_the_digest_and_words_do(tmp_path: Path) -> None:
    digest = content_digest(load_thesaurus(written(tmp_path, GOOD)))
    same = GOOD.replace("# 시험", "# 다른 말").replace("제2조", "제3조").replace("가게 사장, startup", "startup, 가게 사장")
    assert content_digest(load_thesaurus(written(tmp_path, same))) == digest
    assert content_digest(load_thesaurus(written(tmp_path, GOOD.replace("가게 사장", "점주")))) != digest
    assert content_digest({}) != digest


def test_all_faults_come_in_one_error(tmp_path: Path) -> None:
    broken = GOOD.replace("어느 법 제2조", "''").replace("[어르신, 고령자, 노인]", "[어르신, 5060]") + "    - {find: [창업]}\n    - 셋\n"
    assert told(tmp_path, broken) == [
        "[1].source: 비어 있습니다",
        "[1].entries[1].same[2]: 글자로 적어야 합니다",
        "[1].entries[3]: same(둘 이상), 또는 say와 find를 함께 적어야 합니다",
        "[1].entries[4]: 항목과 값의 짝으로 적어야 합니다",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{same: [어르신, 고령자, 노인]}", "{same: [어르신]}", "[1].entries[1]: same(둘 이상), 또는 say와 find를 함께 적어야 합니다"),
        (
            "{same: [어르신, 고령자, 노인]}",
            "{same: [어르신, 노인], find: [고령자]}",
            "[1].entries[1]: same(둘 이상), 또는 say와 find를 함께 적어야 합니다",
        ),
        (", find: [소상공인, 창업]", "", "[1].entries[2]: same(둘 이상), 또는 say와 find를 함께 적어야 합니다"),
        ("[소상공인, 창업]", "[]", "[1].entries[2].find: 1개 이상 있어야 합니다"),
        ("[소상공인, 창업]", "소상공인", "[1].entries[2].find: 목록으로 적어야 합니다"),
        ("[소상공인, 창업]", "[창업, 창업]", "[1].entries[2].find: 같은 값이 두 번 있습니다: 창업"),
        ("[소상공인, 창업]", "[업, 창업]", "[1].entries[2].find[1]: '업': 글자와 숫자가 2자 이상 40자 이하여야 합니다"),
        ("[소상공인, 창업]", "['&·!', 창업]", "[1].entries[2].find[1]: '&·!': 글자와 숫자가 2자 이상 40자 이하여야 합니다"),
        ("find: [", "fnd: [", "[1].entries[2].fnd: 정해지지 않은 항목입니다. 이름을 확인하십시오"),
        ("source: 어느 법 제2조", "origin: 어느 법 제2조", "[1].source: 꼭 있어야 하는 항목이 없습니다"),
        ("startup", "노 인", "[1].entries[2]: '노 인'은 이미 [1].entries[1]에 있습니다. 한 항목으로 모으십시오"),
        ("startup", "고령자", "[1].entries[2]: '고령자'는 이미 [1].entries[1]에 있습니다. 한 항목으로 모으십시오"),
        ("startup]", "startup", "5행: YAML 형식이 아닙니다"),
    ],
)
def test_a_fault_names_its_place_and_rule(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert told(tmp_path, GOOD.replace(old, new))[0].startswith(fault)


@pytest.mark.parametrize(
    ("text", "fault"), [("", "목록으로 적어야 합니다"), ("[]", "1개 이상 있어야 합니다"), ("a: 1", "목록으로 적어야 합니다")]
)
def test_a_file_that_is_no_thesaurus(tmp_path: Path, text: str, fault: str) -> None:
    assert told(tmp_path, text) == [fault]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"thesaurus\.yaml: 읽을 수 없습니다"):
        load_thesaurus(tmp_path / "thesaurus.yaml")


# The project's own
