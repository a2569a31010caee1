"""Which cases of two years tell of one programme."""

from corpus.model.ids import book_of
from corpus.model.nouns import Case, Region
from corpus.vocabulary.facet_values import load_vocabulary
from service.search.programmes.same_programmes import link_programmes
from tests.support.made.two_years import EARLIER, LATER, made_years

KNOWN = load_vocabulary()


def pairs_of(cases: tuple[Case, ...]) -> set[frozenset[str]]:
    return {frozenset((link.one, link.other)) for links in link_programmes(cases, KNOWN).values() for link in links}


def test_what_goes_on_is_found_and_what_only_looks_like_it_is_not() -> None:
    found = right = there = 0
    for seed in range(4):
        cases, same = made_years(seed)
        linked = pairs_of(cases)
        found, right, there = found + len(linked), right + len(linked & same), there + len(same)
    assert there == 144
    assert right / found >= 0.97
    assert right / there >= 0.8


def test_links_go_both_ways_and_each_case_has_one_in_a_book() -> None:
    cases, _ = made_years(1)
    links = link_programmes(cases, KNOWN)
    for name, own in links.items():
        assert len(own) == 1
        assert own[0] in links[own[0].counterpart(name)]


def test_books_of_one_year_and_one_book_have_no_other_year() -> None:
    cases, _ = made_years(2)
    of_one_year = {book.id: book.model_copy(update={"year": 2021}) for book in (EARLIER, LATER)}
    as_one_year = tuple(case.model_copy(update={"book": of_one_year[book_of(case.id)]}) for case in cases)
    assert pairs_of(as_one_year) == set()
    assert pairs_of(tuple(case for case in cases if case.book == LATER)) == set()


def test_another_place_is_another_programme() -> None:
    cases, same = made_years(3, towns=2)
    elsewhere = Region(sido="제주특별자치도", sigungu="딴곳시")
    moved = tuple(case.model_copy(update={"region": elsewhere}) if case.book == EARLIER else case for case in cases)
    assert pairs_of(cases) & same
    assert pairs_of(moved) == set()
