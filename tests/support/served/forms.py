"""The forms of a page as a browser would send them: one submission for each choice that a form leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

Fields = list[tuple[str, str]]
TYPED = "청년"


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form leads, and all the ways to send it."""

    method: str
    action: str
    sendings: tuple[Fields, ...]


def forms_of(page: str) -> Iterator[Form]:
    """Every form of a page, with the fields elsewhere on it that name it."""
    soup = BeautifulSoup(page, "html.parser")
    for form in soup.select("form"):
        own = form.select("input, select, textarea, button")
        elsewhere = soup.select(f'[form="{form["id"]}"]') if form.get("id") else []
        fields = [field for field in [*own, *elsewhere] if field.get("name")]
        method = str(form.get("method", "get")).lower()
        yield Form(method, str(form["action"]), tuple(_sendings(fields)))


def _sendings(fields: list[Tag]) -> Iterator[Fields]:
    yield _sent(fields, {})
    for name in dict.fromkeys(str(field["name"]) for field in fields if _kind(field) in {"checkbox", "radio"}):
        boxes = [field for field in fields if field["name"] == name]
        for chosen in ([], boxes, *([box] for box in boxes)):
            yield _sent(fields, {id(box): [str(box["value"])] if box in chosen else [] for box in boxes})
    for field in fields:
        for value in _values(field):
            yield _sent(fields, {id(field): [value]})


def _values(field: Tag) -> list[str]:
    """What else a field can be given: every option, nothing typed, another word, a number's bounds; of buttons, the button's own value."""
    kind = _kind(field)
    if kind == "select":
        return [str(option["value"]) for option in field.select("option")]
    if kind == "number":
        return ["", str(field["value"]), str(field["max"]), "0", "-1", "1.5", "9" * 30]
    if kind in {"text", "search", "password", "textarea"}:
        return ["", " ", TYPED, "&=\n\x00<b>"]
    return [str(field.get("value", ""))] if kind == "submit" else []


def _sent(fields: list[Tag], instead: dict[int, list[str]]) -> Fields:
    pressed = any(_kind(field) == "submit" and id(field) in instead for field in fields)
    sent: Fields = []
    for field in fields:
        values = instead.get(id(field))
        if values is None:
            values = _own(field)
            if _kind(field) == "submit":
                values, pressed = ([], pressed) if pressed else (values, True)  # a browser sends the button that was pressed
        sent += [(str(field["name"]), value) for value in values]
    return sent


def _own(field: Tag) -> list[str]:
    """What a field holds as the page is opened; of a number the least that it may be, which is the least work."""
    kind = _kind(field)
    if kind == "select":
        options = field.select("option")
        return [str((field.select("option[selected]") or options)[0]["value"])]
    if kind == "textarea":
        return [field.text]
    if kind in {"checkbox", "radio"}:
        return [str(field["value"])] if field.has_attr("checked") else []
    return [str(field.get("min" if kind == "number" else "value", ""))]


def _kind(field: Tag) -> str:
    return str(field.get("type", "submit" if field.name == "button" else "text")) if field.name in {"input", "button"} else field.name
