"""Repairs of what was typed, by a small vocabulary and a reader whose judgements can be worked out by hand."""

import pytest

from corpus.cards import load_regions
from corpus.vocabulary.gazetteer import region_forms
from service.search.understanding.repair.corpus_words import NearWord, Vocabulary, count_words, stems
from service.search.understanding.repair.query_repair import MOST_LETTERS, MOST_SLIPS, MOST_WORDS, QueryChange, Repair, Repairer

WORDS = {
    "청년": 50, "창업": 40, "조선업": 30, "내일채움공제": 20, "자립준비청년": 20, "일자리": 60, "배터리": 12, "MRO": 5, "IT": 5,
    "startup": 1, "스타트업": 9, "애니메이션": 5, "지원": 50, "센터": 20, "채용": 30, "치매": 10, "농가": 9, "일손": 9, "여수시": 9,
    "있나": 30,
}  # fmt: skip
NAMES = ["거제시", "김제시", "여수시", "구로구", "자립준비청년", "조선업 인력난", "청년애꿈수당"]
ORDINARY = ["없는", "돕는", "만드는", "배", "일할", "사람", "방법이", "청년창업", "스타트", "나는", "한다"]


class WordReader:
    """Knows some words: one known costs 10, any other 10 for each syllable; spaces cost nothing. Parts where known words meet."""

    def __init__(self) -> None:
        self.known = {*WORDS, *ORDINARY, *(word for name in NAMES for word in name.split())}

    def likelihood(self, text: str) -> float:
        return -float(sum(10 if any(stem in self.known for stem, _ in stems(word)) else 10 * len(word) for word in text.split()))

    def add_spaces(self, text: str) -> str:
        parts, rest = [], text
        while rest:
            size = next((size for size in range(len(rest), 0, -1) if rest[:size] in self.known), len(rest))
            parts.append(rest[:size])
            rest = rest[size:]
        return " ".join(parts)


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(WORDS, NAMES, WordReader(), region_forms(load_regions()))


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("cjdsus ckddjq", "청년 창업", "keyboard"),
        ("CJDSUS ckddjq", "청년 창업", "keyboard"),
        ("cjdsusdmf 지원", "청년을 지원", "keyboard"),
        ("cjdsus-ckddjq dml", "청년-ckddjq 의", "keyboard"),
        ("ㅡ개 지원", "MRO 지원", "english"),
        ("ㅡ개를 지원", "MRO를 지원", "english"),
        ("ㅑㅆ 창업", "IT 창업", "english"),
        ("ㄴㅅㅁㄱ셔ㅔ 지원", "startup 지원", "english"),
        ("ㅗㅐㄴㅅ메", "hostap", "english"),
        ("ㅈㅅㅇ", "조선업", "initials"),
        ("ㅈㄹㅈㅂㅊㄴ", "자립준비청년", "initials"),
        ("ㅈㅅㅇ ㅇㄹㄴ", "조선업 인력난", "initials"),
        ("ㄱㄹㄱ 창업", "구로구 창업", "initials"),
        ("ㄱㅈㅅ 조선업", "거제시 김제시 조선업", "initials"),
        ("ㅇㅅㅅ의 청년", "여수시의 청년", "initials"),
        ("ㅊㄴㅇㅈㄹ", "청년 일자리", "initials"),
        ("내 일 채 움 공 제", "내일채움공제", "spacing"),
        ("내 일 채 움 공 제로 지원", "내일채움공제로 지원", "spacing"),
        ("스타 트업 지원", "스타트업 지원", "spacing"),
        ("스 타트 업 지원", "스타트업 지원", "spacing"),
        ("청년일 자리", "청년 일자리", "spacing"),
        ("조선엄을 지원", "조선업을 지원", "typo"),
        ("내일체움공제", "내일채움공제", "typo"),
        ("에니메이숀", "애니메이션", "typo"),
        ("청년창엊 지원", "청년창업 지원", "typo"),
        ("체용", "채용", "typo"),
        ("(일쟈리)", "(일자리)", "typo"),
        ("방법이 잇나", "방법이 있나", "typo"),
        ("거재시 조선업", "거제시 조선업", "typo"),
        ("Geoje 조선업", "거제 조선업", "romanised"),
        ("Geoje-si의 조선업", "거제시의 조선업", "romanised"),
        ("BUSAN", "부산", "romanised"),
        ("巨濟 造船業", "거제 조선업", "hanja"),
        ("金堤市의 靑年", "김제시의 청년", "hanja"),
    ],
)
def test_a_slip_is_repaired(repairer: Repairer, typed: str, meant: str, kind: str) -> None:
    repair = repairer.repair(typed)
    assert (repair.query, repair.corrected) == (meant, meant)
    assert {change.kind for change in repair.changes} == {kind}


@pytest.mark.parametrize(
    "query",
    [
        "청년 창업 지원",
        "배 만드는 청년",
        "조선업에서 일할 사람",
        "MRO startup JOB IAI",
        "mro it",
        "also today 창업",
        "청년창업지원센터",
        "일손없는농가지원센터",
        "여주시 청년",
        "구리시 청년",
        "김해시와 거제시",
        "스타트 지원",
        "청년애꿈 지원",
        "애꿈수당",
        "2022년 484명 96.8%",
        "ㅋㅋㅋ",
        "ㅠㅠ",
        "ㄱ",
        "나는 한다",
        "ㅎㅊㅋㅌ",
        "쀍쉛",
    ],
)
def test_what_is_right_or_beyond_repair_comes_back_unchanged(repairer: Repairer, query: str) -> None:
    assert repairer.repair(query) == Repair(query, None, ())


def test_changes_say_what_became_what(repairer: Repairer) -> None:
    repair = repairer.repair("cjdsus ㅈㅅㅇ 조선엄을 스타 트업")
    assert repair.changes == (
        QueryChange("cjdsus", "청년", "keyboard"),
        QueryChange("ㅈㅅㅇ", "조선업", "initials"),
        QueryChange("스타 트업", "스타트업", "spacing"),
        QueryChange("조선엄을", "조선업을", "typo"),
    )


def test_long_queries_are_left_alone(repairer: Repairer) -> None:
    long = " ".join(["조선엄을"] * (MOST_WORDS + 1))
    assert repairer.repair(long).changes == ()
    assert repairer.repair("청" * (MOST_LETTERS + 1)).changes == ()
    assert len(repairer.repair(" ".join(["조선엄을"] * MOST_WORDS)).changes) == MOST_SLIPS


def test_a_word_is_parted_from_its_particle_in_every_way() -> None:
    assert stems("조선업에서는") == [("조선업에서는", ""), ("조선업", "에서는"), ("조선업에서", "는")]
    assert stems("청은") == [("청은", "")]


def test_words_are_counted_with_and_without_their_particle() -> None:
    assert count_words(["조선업을, 조선업", "IT·MRO"]) == {"조선업을": 1, "조선업": 2, "IT": 1, "MRO": 1}


@pytest.mark.parametrize("word", ["구리시", "구로구", "여주", "여주시에서", "제주도"])
def test_regions_are_known_whether_in_the_corpus_or_not(word: str) -> None:
    assert Vocabulary({}, [], region_forms(load_regions())).is_place(word)


def test_what_only_looks_like_a_region_is_none() -> None:
    assert not any(map(Vocabulary({}, [], region_forms(load_regions())).is_place, ["거재시", "도시", "연구", "일자리"]))


def test_near_words_come_nearest_first_within_the_keys_their_length_allows() -> None:
    vocabulary = Vocabulary({"조선업": 9, "조선소": 5, "창업": 9, "애니메이션": 3, "드문": 1}, [])
    assert vocabulary.near("조선엄") == [NearWord("조선업", 1, 9)]
    assert vocabulary.near("에니메이숀") == [NearWord("애니메이션", 2, 3)]
    assert vocabulary.near("에니매이숀") == []  # three keys
    assert vocabulary.near("드믄") == []  # once is no frequency


def test_words_with_the_same_initials_are_taken_only_when_one_is_clearly_the_best() -> None:
    vocabulary = Vocabulary({"조선업": 10, "지식인": 4, "장소": 5, "조선": 6}, [])
    assert vocabulary.with_initials("ㅈㅅㅇ") == "조선업"
    assert vocabulary.with_initials("ㅈㅅ") is None
    assert vocabulary.with_initials("ㅎㅎㄱ") is None


def test_a_word_is_written_as_the_corpus_writes_it() -> None:
    vocabulary = Vocabulary({"MRO": 3, "mro": 1}, [])
    assert (vocabulary.spell("mro"), vocabulary.spell("ceo"), vocabulary.frequency("Mro")) == ("MRO", "ceo", 4)
