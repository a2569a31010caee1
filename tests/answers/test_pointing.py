"""What is no question of fact: needs and small talk."""

from answers.sentences.pointing import LIKE_IT, point_to_cases
from answers.sentences.reading import Reader
from corpus.model.nouns import Passage
from corpus.model.place import Place
from indexer.text.analyser import Analyser

NAMES = {"8-01": "거제시 조선업 공제", "8-02": "여수시 빈 점포 창업"}
PASSAGES = (
    Passage("8-02/s1", "8-02", "programme", "사업 내용", "빈 점포를 청년에게 빌려주었다. 임차료도 보탰다.", place=Place("b")),
    Passage("8-01/s1", "8-01", "programme", "사업 내용", "목돈을 마련하게 했다.", place=Place("b")),
)


def test_a_need_gets_the_cases_like_it_each_with_its_likest_passage(analyser: Analyser) -> None:
    reader = Reader(analyser)
    draft = point_to_cases([reader.read(passage) for passage in PASSAGES], NAMES, "medium")
    assert draft.answer == f"{LIKE_IT}\n· 여수시 빈 점포 창업\n· 거제시 조선업 공제"
    assert (draft.answerable, draft.confidence) == (True, "medium")
    assert [(found.case_id, found.quote) for found in draft.citations] == [
        ("8-02", "빈 점포를 청년에게 빌려주었다."), ("8-01", "목돈을 마련하게 했다."),
    ]  # fmt: skip
