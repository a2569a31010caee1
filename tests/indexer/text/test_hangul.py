"""Hangul as it is typed. The input method below is written from the rules of 두벌식 composition, apart from the code it tests."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.hangul import compose_hangul, initials, is_initial, keystrokes, latin, release_keys, sounds_like

LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWEL_KEYS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
PAIRS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
APART = {whole: parts for parts, whole in PAIRS.items()}


def jamo(role: str, letter: str) -> str:
    """A conjoining jamo of today's Hangul: CHOSEONG, JUNGSEONG or JONGSEONG. Empty where a letter cannot play the role."""
    try:
        found = unicodedata.lookup(f"HANGUL {role} {unicodedata.name(letter).removeprefix('HANGUL LETTER ')}")
    except KeyError:
        return ""
    return found if "ᄀ" <= found <= "ᇂ" else ""  # ㄸ below a syllable is old Hangul


def parts(char: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a character as compatibility letters; a lone letter is initial or vowel."""
    if not "가" <= char <= "힣":
        return (char, "", "") if char in LETTERS or APART.get(char, "ㅏ")[0] in LETTERS else ("", char, "")
    decomposed = unicodedata.normalize("NFD", char)
    letters = [unicodedata.lookup("HANGUL LETTER " + unicodedata.name(part).split(" ", 2)[2]) for part in decomposed]
    return (letters[0], letters[1], letters[2] if len(letters) > 2 else "")


def whole(initial: str, vowel: str, final: str = "") -> str:
    """Put letters together to a syllable."""
    end = jamo("JONGSEONG", final) if final else ""
    return unicodedata.normalize("NFC", jamo("CHOSEONG", initial) + jamo("JUNGSEONG", vowel) + end)


def press(shown: str, key: str) -> str:
    """What an input method shows after one more key; the last character is still being composed."""
    if not shown or not ("ㄱ" <= shown[-1] <= "ㅣ" or "가" <= shown[-1] <= "힣"):
        return shown + key
    before, (initial, vowel, final) = shown[:-1], parts(shown[-1])
    if key in VOWEL_KEYS:
        return _press_vowel(before, initial, vowel, final, key) or shown + key
    if initial and vowel and not final and jamo("JONGSEONG", key):
        return before + whole(initial, vowel, key)
    if final and final + key in PAIRS:
        return before + whole(initial, vowel, PAIRS[final + key])
    if initial and not vowel and initial + key in PAIRS:
        return before + PAIRS[initial + key]
    return shown + key


def _press_vowel(before: str, initial: str, vowel: str, final: str, key: str) -> str:
    if final:
        stays, moves = APART.get(final, final)[:-1], APART.get(final, final)[-1]
        return before + whole(initial, vowel, stays) + whole(moves, key)
    if initial and not vowel:
        stays, moves = APART.get(initial, initial)[:-1], APART.get(initial, initial)[-1]
        return before + stays + whole(moves, key)
    if vowel + key in PAIRS:
        return before + (whole(initial, PAIRS[vowel + key]) if initial else PAIRS[vowel + key])
    return ""


def steps(keys: str) -> list[str]:
    """Everything an input method shows on the way."""
    shown = [""]
    for key in keys:
        shown.append(press(shown[-1], key))
    return shown[1:]


SYLLABLES = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), max_size=8)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ""), ("값", "ㄱㅏㅂㅅ"), ("과", "ㄱㅗㅏ"), ("꿈", "ㄲㅜㅁ"), ("있다", "ㅇㅣㅆㄷㅏ"), ("의회", "ㅇㅡㅣㅎㅗㅣ"),
        ("세계", "ㅅㅔㄱㅖ"), ("닭", "ㄷㅏㄹㄱ"), ("달걀", "ㄷㅏㄹㄱㅑㄹ"), ("겆", "ㄱㅓㅈ"), ("거제", "ㄱㅓㅈㅔ"),
        ("ㄳ", "ㄱㅅ"), ("ㅘ", "ㅗㅏ"), ("ㄲㅐ", "ㄲㅐ"),
        ("R&D 일", "r&d ㅇㅣㄹ"), ("都農 4.0😀\n", "都農 4.0😀\n"),
    ],
)  # fmt: skip
def test_keystrokes(text: str, keys: str) -> None:
    """One letter a key: what is pressed one after the other is split, what is pressed with shift is not."""
    assert keystrokes(text) == keys


@pytest.mark.parametrize(
    ("text", "expected"), [("조선업", "ㅈㅅㅇ"), ("쌀값 ㄱ", "ㅆㄱ ㄱ"), ("가힣", "ㄱㅎ"), ("JOB센터ㅏ", "JOBㅅㅌㅏ"), ("", "")]
)
def test_initials(text: str, expected: str) -> None:
    """Syllables become their 초성; nothing else changes."""
    assert initials(text) == expected


def test_is_initial() -> None:
    """The nineteen 초성 as lone letters, and nothing else: no cluster, vowel, syllable, conjoining jamo, empty or longer text."""
    assert all(map(is_initial, LETTERS))
    assert not any(map(is_initial, ("ㄳ", "ㅄ", "ㅏ", "가", "ᄀ", "k", " ", "", "ㄱㄲ")))


@pytest.mark.parametrize(
    ("syllable", "expected"), [("닭", ["달ㄱ", "다ㄹㄱ"]), ("젯", ["제ㅅ"]), ("밖", ["바ㄲ"]), ("제", []), ("ㄳ", []), ("k", []), ("", [])]
)
def test_released(syllable: str, expected: list[str]) -> None:
    """The consonants below a syllable, read as the beginnings of what follows."""
    assert release_keys(syllable) == expected


def test_input_method_composes_as_known() -> None:
    """The input method of these tests itself."""
    assert steps("ㄱㅓㅈㅔㅅㅣ") == ["ㄱ", "거", "겆", "거제", "거젯", "거제시"]
    assert steps("ㄷㅏㄹㄱㅑㄹ") == ["ㄷ", "다", "달", "닭", "달갸", "달걀"]
    assert steps("ㄱㅅㅏ") == ["ㄱ", "ㄳ", "ㄱ사"]
    assert steps("ㄱㅗㅏㅎㅏㄱ") == ["ㄱ", "고", "과", "괗", "과하", "과학"]
    assert steps("ㅇㅏㅃㅏ") == ["ㅇ", "아", "아ㅃ", "아빠"]


@given(st.text(st.sampled_from(LETTERS + VOWEL_KEYS), max_size=20))
def test_whatever_is_shown_has_the_keys_pressed(keys: str) -> None:
    """Also for keys that make no word."""
    shown = steps(keys)
    assert [keystrokes(text) for text in shown] == [keys[:count] for count in range(1, len(keys) + 1)]


@given(SYLLABLES)
def test_typing_the_keys_of_a_text_gives_the_text(text: str) -> None:
    """Keystrokes lose nothing of text in whole syllables."""
    shown = steps(keystrokes(text))
    assert (shown[-1] if shown else "") == text


@given(SYLLABLES)
def test_released_readings_have_the_same_keys(text: str) -> None:
    """However the last syllable is read, it was typed the same."""
    assert all(keystrokes(reading) == keystrokes(text[-1:]) for reading in release_keys(text[-1:]))


@given(st.text())
def test_any_text(text: str) -> None:
    """Nothing raises, 초성 keep the length, and keys are their own keys."""
    assert len(initials(text)) == len(text)
    assert keystrokes(keystrokes(text)) == keystrokes(text)


@pytest.mark.parametrize(
    ("keys", "hangul"),
    [
        ("dkssud", "안녕"), ("Rna", "꿈"), ("cjdsus ckddjq", "청년 창업"), ("rkqtdmf", "값을"), ("dlfrdj", "읽어"), ("rhksrhkd", "관광"),
        ("dmltk", "의사"), ("DKssud", "안녕"), ("2022sus", "2022년"), ("mro", "ㅡ개"), ("startup", "ㄴㅅㅁㄱ셔ㅔ"), ("", ""),
    ],
)  # fmt: skip
def test_latin_keys_give_the_hangul_of_the_input_method(keys: str, hangul: str) -> None:
    assert compose_hangul(keys) == hangul


@pytest.mark.parametrize(("hangul", "keys"), [("ㅡ개", "mro"), ("ㅑㅆ", "iT"), ("꿈", "Rna"), ("갼", "ris"), ("값 A1", "rkqt a1")])
def test_hangul_gives_the_latin_keys_it_was_typed_with(hangul: str, keys: str) -> None:
    assert latin(hangul) == keys


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_any_hangul_survives_the_keys_of_the_wrong_language(text: str) -> None:
    assert compose_hangul(latin(text)) == text


@pytest.mark.parametrize(
    ("syllable", "others"), [("체", ["채"]), ("잇", ["있"]), ("돼", ["되", "뒈"]), ("갯", ["겟", "갰"]), ("강", []), ("a", [])]
)
def test_syllables_that_sound_alike(syllable: str, others: list[str]) -> None:
    assert sounds_like(syllable) == others
