"""Cards on disk → cases: what a good card becomes, and that every fault of every card is told with its file and key."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from corpus.cards import REGIONS, load_cases, load_kinds, load_regions, read_card
from corpus.errors import CorpusError, Fault
from corpus.model.nouns import CaseId, KnownValue, Period, Region
from corpus.vocabulary.facet_values import FACET_VALUES, load_vocabulary, unknown_values
from corpus.vocabulary.gazetteer import Gazetteer
from corpus.vocabulary.thesaurus import THESAURUS
from corpus.yaml_files import MAX_YAML_BYTES, read_yaml
from service.search.understanding.query_letters import squash
from tests.corpus.test_book import MADE_UP
from tests.corpus.test_book import write as write_book
from tests.support.made.cards import GEOJE, SEOUL


def change(folder: Path, old: str, new: str, case_id: str = "8-01") -> Path:
    """Replace text that occurs once in a card."""
    path = folder / f"{case_id}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def faults(folder: Path) -> list[tuple[str, str]]:
    """Load a folder that must not load; return file and key of each fault."""
    with pytest.raises(CorpusError) as caught:
        load_cases(folder)
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
    return [(fault.file, fault.key) for fault in caught.value.faults]


def only_fault(path: Path) -> Fault:
    """The single fault of a card."""
    case, found = read_card(path)
    assert case is None
    assert len(found) == 1
    return found[0]


def test_cases_are_loaded_in_order_of_id(cards: Path) -> None:
    assert [case.id for case in load_cases(cards)] == ["8-01", "8-02", "9-01"]


def test_a_card_becomes_a_case(cards: Path) -> None:
    geoje, yeosu, seoul = load_cases(cards)
    assert geoje.region == Region(sido="경상남도", sigungu="거제시")
    assert seoul.region == Region(sido="서울특별시", sigungu=None)
    assert geoje.period == Period(start="2022-01", end="2022-12")
    assert (geoje.budget_million_krw, yeosu.budget_million_krw, seoul.budget_million_krw) == (1250.5, None, 900)
    assert (geoje.pages, yeosu.pages) == ((8, 21), (22, None))
    assert geoje.policy_measures == ("취업연계·고용서비스",)
    assert [section.source for section in geoje.sections] == [(10, 14), (15, 22)]
    assert (geoje.figures[0].target, geoje.figures[0].actual, yeosu.figures[0].actual) == (500, 551, 61.5)


def test_a_decomposed_card_equals_the_composed_one(cards: Path, tmp_path: Path) -> None:
    decomposed = tmp_path / "nfd"
    decomposed.mkdir()
    for path in cards.iterdir():
        text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
        assert text != path.read_text(encoding="utf-8")
        (decomposed / path.name).write_text(text, encoding="utf-8")
    assert load_cases(decomposed) == load_cases(cards)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(cards: Path) -> None:
    before = load_cases(cards)
    path = cards / "8-01.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_cases(cards) == before


def test_all_faults_of_a_card_come_in_one_error(cards: Path) -> None:
    change(cards, "sido: 경상남도", "sido: ''")
    change(cards, "budget_million_krw: 1250.5", "budget_million_krw: 많음")
    change(cards, "source: [15, 22]", "source: [22, 15]")
    assert faults(cards) == [
        ("8-01.yaml", "region.sido"),
        ("8-01.yaml", "budget_million_krw"),
        ("8-01.yaml", "sections[2].source"),
    ]


def test_all_faulty_files_come_in_one_error(cards: Path) -> None:
    change(cards, "sigungu: 거제시", "sigungu: 1")
    change(cards, "pages: [22, null]", "pages: [0, null]", "8-02")
    (cards / "9-01.yaml").write_bytes(SEOUL.encode("cp949"))
    assert faults(cards) == [("8-01.yaml", "region.sigungu"), ("8-02.yaml", "pages[1]"), ("9-01.yaml", "")]


def test_an_award_is_one_of_the_kinds_of_the_book_beside_the_cards(cards: Path, tmp_path: Path) -> None:
    """Where there is no book, a case's award is whatever its card says; the faults of a book are told with those of its cards."""
    change(cards, "award: 지역일자리 목표 공시제", "award: 항만 부문")
    assert [case.award for case in load_cases(cards)][:2] == ["항만 부문", "지역일자리 목표 공시제"]
    book = write_book(tmp_path)
    shutil.copytree(cards, book / "cards")
    change(book / "cards", "pages: [8, 21]", "pages: [21, 8]")
    change(book / "cards", "pages: [22, null]", "pages: [22, 21]", "8-02")
    assert faults(book / "cards") == [
        ("8-01.yaml", "pages"), ("8-02.yaml", "award"), ("8-02.yaml", "pages"), ("9-01.yaml", "award")
    ]  # fmt: skip
    (book / "book.yaml").write_text(MADE_UP.replace("year: 2031", "year: 31"), encoding="utf-8")
    assert faults(book / "cards") == [("book.yaml", "year"), ("8-01.yaml", "pages"), ("8-02.yaml", "pages")]


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("notes: []", "notes: []\nintro: 1", "intro", "정해지지 않은 항목입니다"),
        ("unit: 명,", "unit: 명, float: 1,", "metrics[1].float", "정해지지 않은 항목입니다"),
        ("headline: 조선소를 떠난 청년에게 새 일터를 이어 준 사례다.\n", "", "headline", "꼭 있어야 하는 항목이 없습니다"),
        ("title: 떠나는 청년을 붙잡는 조선소 도시", "title: ' '", "title", "비어 있습니다"),
        ("title: 떠나는 청년을 붙잡는 조선소 도시", 'title: "\\ud83d"', "title", "글자로 바꿀 수 없는 부호가 있습니다"),
        ("title: 떠나는 청년을 붙잡는 조선소 도시", f"title: {'가' * 20_001}", "title", "20,000자를 넘습니다"),
        ("source: [10, 14]", "source: [14, 10]", "sections[1].source", "범위의 시작(14)이 끝(10)보다 뒤에 있습니다"),
        ("source: [10, 14]", "source: [10]", "sections[1].source[2]", "꼭 있어야 하는 항목이 없습니다"),
        ("source: [10, 14]", "source: [10, 14, 15]", "sections[1].source", "2개를 넘습니다"),
        ("source: [10, 14]", "source: [0, 14]", "sections[1].source[1]", "1 이상이어야 합니다"),
        ("pages: [8, 21]", "pages: [21, 8]", "pages", "범위의 시작(21)이 끝(8)보다 뒤에 있습니다"),
        ("actual: 551", "actual: .nan", "metrics[1].actual", "유한한 수로 적어야 합니다"),
        ("actual: 551", "actual: -.inf", "metrics[1].actual", "유한한 수로 적어야 합니다"),
        ("actual: 551", "actual: '551'", "metrics[1].actual", "수로 적어야 합니다"),
        ("actual: 551", "actual: yes", "metrics[1].actual", "수로 적어야 합니다"),
        ("year: 2022", "year: 2022.5", "metrics[1].year", "정수로 적어야 합니다"),
        ("budget_million_krw: 1250.5", "budget_million_krw: -1", "budget_million_krw", "0 이상이어야 합니다"),
        ("start: 2022-01", "start: 2022-13", "period.start", "정해진 형식이 아닙니다"),
        ("start: 2022-01", "start: 2022", "period.start", "글자로 적어야 합니다"),
        ("targets: [청년, 퇴직·실직자]", "targets: [청년, 청년]", "targets", "같은 값이 두 번 있습니다: 청년"),
        ("targets: [청년, 퇴직·실직자]", "targets: 청년", "targets", "목록으로 적어야 합니다"),
        ("targets: [청년, 퇴직·실직자]", "targets: null", "targets", "목록으로 적어야 합니다"),
        ("award: 지역일자리 목표 공시제\n", "", "award", "꼭 있어야 하는 항목이 없습니다"),
        ("sido: 경상남도, ", "", "region.sido", "꼭 있어야 하는 항목이 없습니다"),
        ("industries: [조선]", "industries: ['']", "industries[1]", "비어 있습니다"),
        ("industries: [조선]", "industries: [2022]", "industries[1]", "글자로 적어야 합니다"),
    ],
)
def test_a_fault_names_file_key_and_rule(cards: Path, old: str, new: str, key: str, message: str) -> None:
    fault = only_fault(change(cards, old, new))
    assert (fault.file, fault.key) == ("8-01.yaml", key)
    assert message in fault.message


def test_unknown_keys_are_each_told(cards: Path) -> None:
    """Names that begin like pydantic's own branch names ("int") once fell together."""
    change(cards, "notes: []", "notes: []\nintro: 1\ninterest: 2\nfloating: 3")
    assert [key for _, key in faults(cards)] == ["intro", "interest", "floating"]


def test_an_id_that_is_not_the_file_name_is_told_beside_the_other_faults(cards: Path) -> None:
    change(cards, "id: 8-01", "id: 8-99")
    change(cards, "pages: [8, 21]", "pages: [21, 8]")
    assert faults(cards) == [("8-01.yaml", "id"), ("8-01.yaml", "pages")]


def test_the_same_id_in_two_files_is_refused(cards: Path) -> None:
    (cards / "9-31.yaml").write_text(GEOJE, encoding="utf-8")
    assert faults(cards) == [("9-31.yaml", "id")]


def test_a_card_may_name_the_default_book_and_a_case_of_another_book_bears_its_name(cards: Path) -> None:
    change(cards, "id: 8-01", "id: jobs-2023:8-01")
    (cards / "jobs-2024:3.yaml").write_text(GEOJE.replace("id: 8-01", "id: jobs-2024:3"), encoding="utf-8")
    assert [case.id for case in load_cases(cards)] == ["8-01", "8-02", "9-01", "jobs-2024:3"]


def test_a_file_named_with_the_default_book_is_no_second_card_of_a_case(cards: Path) -> None:
    (cards / "jobs-2023:8-01.yaml").write_text(GEOJE.replace("id: 8-01", "id: jobs-2023:8-01"), encoding="utf-8")
    assert faults(cards) == [("jobs-2023:8-01.yaml", "id")]


@pytest.mark.parametrize("case_id", ["1/01", "a:b:c", "Jobs:1", "1 01", "1,01", "가" * 37, "", "8-01\x00"])
def test_no_case_bears_what_is_no_id(case_id: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(CaseId).validate_python(case_id)


@pytest.mark.parametrize(
    ("content", "key", "message"),
    [
        ("", "", "항목과 값의 짝으로"),
        ("- 1\n- 2\n", "", "항목과 값의 짝으로"),
        ("id: 8-01\nid: 8-01\n", "2행", "'id' 항목이 두 번 있습니다"),
        ("region: {sido: 경기도, sido: 경상남도}\n", "1행", "'sido' 항목이 두 번 있습니다"),
        ("a: [1\n", "2행", "YAML 형식이 아닙니다"),
        ("a: 1\n---\nb: 2\n", "2행", "YAML 형식이 아닙니다"),
        ("a: \x00", "", "YAML 형식이 아닙니다"),
        ("a: 1\nb: 2022-02-30\n", "2행", "날짜나 수로 읽을 수 없는 값"),
        (f"a: {'9' * 5000}\n", "1행", "날짜나 수로 읽을 수 없는 값"),
        ("? [a, b]\n: 1\n", "1행", "항목 이름은 글자여야"),
        ("1: a\n", "1행", "항목 이름은 글자여야"),
        ("a: !!bool maybe\n", "1행", "쓸 수 없습니다"),
        ("a: !!python/object/apply:os.getcwd []\n", "1행", "쓸 수 없습니다"),
        ("a: &x [1]\nb: *x\n", "1행", "쓸 수 없습니다"),
        ("a: &x [*x]\n", "1행", "쓸 수 없습니다"),
        ("[" * 900, "", "너무 깊이"),
        ("b: 1\na: [왜? 그래서]\n", "2행", "got '?'"),
        ("b: 1\na: 가\t\n", "2행", "cannot start any token"),
        ("b: 1\na: >#가\n", "2행", "found '#'"),
    ],
)
def test_a_file_that_is_no_card_is_one_fault(tmp_path: Path, content: str, key: str, message: str) -> None:
    path = tmp_path / "8-01.yaml"
    path.write_text(content, encoding="utf-8")
    found = read_card(path)[1]
    assert found[0].key == key
    assert message in found[0].message
    assert len(found) == 1


@pytest.mark.parametrize("path", [REGIONS, *sorted(FACET_VALUES.glob("*.yaml")), THESAURUS], ids=lambda path: path.stem)
def test_libyaml_reads_what_the_parser_of_python_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_yaml(path)
    monkeypatch.setattr("corpus.yaml_files._READ_OTHERWISE", re.compile(""))
    assert read_yaml(path) == quick
    assert quick[1] == []


def test_a_yaml_bomb_does_not_go_off(tmp_path: Path) -> None:
    """Nine lines that would unfold into a thousand million strings."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = tmp_path / "8-01.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "별칭" in only_fault(path).message


def test_a_cp949_card_is_told_to_be_saved_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "8-01.yaml"
    path.write_bytes(GEOJE.encode("cp949"))
    assert only_fault(path) == Fault("8-01.yaml", "", "UTF-8이 아닙니다. UTF-8로 저장하십시오")


def test_a_card_may_have_a_million_bytes_and_no_more(cards: Path) -> None:
    path = cards / "8-01.yaml"
    room = MAX_YAML_BYTES - path.stat().st_size
    with path.open("a", encoding="utf-8") as file:
        file.write("#" * (room - 1) + "\n")
    assert read_card(path)[1] == []
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")
    assert only_fault(path).message == "파일이 1,000,000바이트를 넘습니다"


def test_what_cannot_be_opened_is_a_fault(cards: Path) -> None:
    (cards / "8-03.yaml").mkdir()
    (cards / "8-04.yaml").symlink_to("nowhere")
    assert faults(cards) == [("8-03.yaml", ""), ("8-04.yaml", "")]


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_no_cards_is_an_error(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "README.md").touch()
    assert faults(tmp_path / folder) == [(folder, "")]


def test_every_region_of_korea_is_listed() -> None:
    provinces = load_regions().provinces
    present = [one for province in provinces for one in province.districts if any(name.until is None for name in one.names)]
    assert (len(Gazetteer(load_regions()).provinces), len(present)) == (17, 226 + 2)


def test_every_value_of_a_facet_has_its_ordinary_words() -> None:
    vocabulary = load_vocabulary()
    counts = {facet: len(vocabulary[facet]) for facet in ("award", "target", "policy_measure", "industry")}
    assert counts == {"award": 2, "target": 17, "policy_measure": 15, "industry": 24}
    for listed in (vocabulary[facet] for facet in counts):
        assert all(known.words for known in listed)
        forms = [squash(form) for known in listed for form in (known.value, *known.words)]
        assert [form for form in forms if forms.count(form) > 1 or len(form) < 2] == []  # one word, one value


def test_what_leads_to_a_value_s_name_is_a_word_for_it(tmp_path: Path) -> None:
    """Once, where no value has it; a word that leads to the names of two values stands for neither."""
    for facet in ("industry", "policy_measure"):
        (tmp_path / f"{facet}.yaml").write_text("values: [{value: 기타}]", encoding="utf-8")
    listed = "values: [{value: 청년, words: [청춘]}, {value: 고령자, words: [노인]}, {value: 여성}]"
    (tmp_path / "target.yaml").write_text(listed, encoding="utf-8")
    synonyms = tmp_path / "thesaurus.yaml"
    say = ("[젊은이, 젊은 이], find: [청년, 청춘]", "[노인], find: [여성]", "[식구], find: [청년, 여성]", "[아재], find: [아저씨]")
    entries = ", ".join(f"{{say: {one}}}" for one in say)
    synonyms.write_text(f"- {{source: 시험, entries: [{entries}, {{same: [여성, 여인]}}]}}", encoding="utf-8")
    words = {known.value: known.words for known in load_vocabulary(tmp_path, thesaurus=synonyms)["target"]}
    assert words == {"청년": ("청춘", "젊은이"), "고령자": ("노인",), "여성": ("여인",)}


def test_faults_of_other_files_are_told_like_those_of_cards(tmp_path: Path) -> None:
    values = {
        "target": "values: [{value: 청년, words: [2030]}, {value: ''}]",
        "policy_measure": "values: [{value: 창업지원}, {value: 창업지원}]",
        "industry": "values: [{value: 조선, about: city}]",
    }
    for facet, text in values.items():
        (tmp_path / f"{facet}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match="분류 낱말에 잘못된 곳이 4군데") as caught:
        load_vocabulary(tmp_path)
    assert [(fault.file, fault.key) for fault in caught.value.faults] == [
        ("target.yaml", "values[1].words[1]"),
        ("target.yaml", "values[2].value"),
        ("policy_measure.yaml", "values"),
        ("industry.yaml", "values[1].about"),
    ]
    (tmp_path / "industry.yaml").unlink()
    with pytest.raises(CorpusError, match=r"industry\.yaml: 읽을 수 없습니다"):
        load_vocabulary(tmp_path)
    with pytest.raises(CorpusError, match=r"regions\.yaml"):
        load_regions(tmp_path / "regions.yaml")


def test_a_word_for_several_provinces_names_provinces(tmp_path: Path) -> None:
    path = tmp_path / "regions.yaml"
    told = "together: {호남: [전라남도]}\nkinds: [도, 시]\nprovinces: ["
    tile = "tile: {row: 4, column: 2}, districts: [여수시]}"
    path.write_text(f"{told}{{code: '46', names: [전남], short: [전남], {tile}]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="시·도가 아닌 이름이 있습니다: 전라남도"):
        load_regions(path)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("code: '52'", "code: '45-'"), r"provinces\[13\].code"),
        (("code: '52'", "code: '46'"), "두 시·도에 같은 값이 있습니다: 46"),
        (("short: [전북, 전북도]", "short: [전북, 전남]"), "두 시·도에 같은 값이 있습니다: 전남"),
        (("tile: {row: 3, column: 1}", "tile: {row: 4, column: 1}"), "두 시·도에 같은 값이 있습니다: tile 4, 1"),
        (("{name: 전라북도, until: 2024-01-18}", "전라북도"), r"provinces\[13\].names: .*지금 이름.* 전라북도, 전북특별자치도"),
        (
            ("{name: 세종특별자치시, since: 2012-07-01}", "{name: 세종시, since: 2012-07-01, until: 2012-07-01}"),
            "until이 since보다 늦지 않습니다",
        ),
        (("province: 충청남도, ", "province: 충남, "), "province에 시·도가 아닌 이름이 있습니다: 충남"),
        (("until: 2024-01-18", "until: 올해"), r"provinces\[13\].names\[1\].until"),
    ],
)
def test_regions_that_contradict_themselves_are_faults(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    text = REGIONS.read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    (tmp_path / "regions.yaml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(CorpusError, match=fault):
        load_regions(tmp_path / "regions.yaml")


def test_a_new_value_is_one_line_of_the_vocabulary(tmp_path: Path) -> None:
    for facet in ("target", "policy_measure", "industry"):
        (tmp_path / f"{facet}.yaml").write_text("values:\n  - value: 우주항공\n", encoding="utf-8")
    assert load_vocabulary(tmp_path)["industry"] == (KnownValue(value="우주항공"),)


def test_a_value_that_the_vocabulary_does_not_know_is_used_and_told_of(cards: Path) -> None:
    vocabulary = load_vocabulary()
    assert unknown_values(load_cases(cards), vocabulary) == []
    change(cards, "award: 지역일자리 목표 공시제", "award: 대상")
    change(cards, "sigungu: 거제시", "sigungu: 거제도")
    change(cards, "measures: [취업연계·고용서비스]", "measures: [취업연계·고용서비스, 취업 상담]")
    change(cards, "sido: 서울특별시", "sido: 서울", "9-01")
    cases = load_cases(cards)
    warnings = unknown_values(cases, vocabulary)
    assert (cases[0].award, cases[0].policy_measures) == ("대상", ("취업연계·고용서비스", "취업 상담"))
    assert [(warning.file, warning.key) for warning in warnings] == [
        ("8-01.yaml", "award"),
        ("8-01.yaml", "region.sigungu"),
        ("8-01.yaml", "measures[2]"),
        ("9-01.yaml", "region.sido"),
    ]
    assert str(warnings[2]) == "8-01.yaml: measures[2]: 정책 수단의 어휘에 없는 값입니다: '취업 상담'"


def test_awards_are_known_by_the_kinds_of_their_book(tmp_path: Path, cards: Path) -> None:
    """Where a book says none, no award can be a slip; the cards of a folder without a book have whatever awards they say."""
    book = write_book(tmp_path, MADE_UP.replace("about: programme", "about: programme, words: [항만 일자리]"))
    kinds = load_kinds(book / "cards")
    assert load_vocabulary(kinds=kinds)["award"] == (KnownValue(value="항만 부문", words=("항만 일자리",), about="programme"),)
    cases = load_cases(cards)
    assert {fault.key for fault in unknown_values(cases, load_vocabulary(kinds=kinds))} == {"award"}
    assert unknown_values(cases, load_vocabulary(kinds=())) == []
    assert load_kinds(tmp_path / "elsewhere" / "cards") is None


def test_a_card_beside_a_book_may_say_no_award(cards: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path)
    shutil.copytree(cards, book / "cards")
    for path in (book / "cards").iterdir():
        path.write_text(re.sub("^award: .*$", "award: null", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    assert [case.award for case in load_cases(book / "cards")] == [None, None, None]
