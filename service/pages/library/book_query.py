"""What of a book its page is asked to show, as an address says it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from corpus.model.ids import LONGEST_CASE_ID
from corpus.model.nouns import LAST_LINE
from corpus.model.place import Range
from service.pages.library.cards.outline_view import Order


class BookQuery(BaseModel):
    """The query string of a book's page; what is unknown in it is ignored.

    `lines` are marked, the text is shown from line `start` on; `edit` is the field whose form is open, `ask` what is to be confirmed.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    case: Annotated[str, Field(max_length=LONGEST_CASE_ID)] = ""
    order: Order = "doubtful"
    lines: Annotated[str, Field(max_length=20)] = ""
    start: Annotated[int, Field(ge=0, le=LAST_LINE)] = 0
    edit: Annotated[str, Field(max_length=40)] = ""
    facts: Annotated[int, Field(ge=0, le=LAST_LINE)] = 0
    said: Annotated[str, Field(max_length=20)] = ""
    count: Annotated[int, Field(ge=0, le=LAST_LINE)] = 0

    def link(self, book: str, anchor: str = "", **changed: object) -> str:
        """Return the address of the same page with something else of it shown; what is done once (a message, a form) is not kept."""
        kept = {"case": self.case, "order": self.order}
        told = {name: value for name, value in {**kept, **changed}.items() if value not in {"", 0, "doubtful"}}
        return f"/library/{book}" + (f"?{urlencode(told)}" if told else "") + (f"#{anchor}" if anchor else "")

    def marked_lines(self) -> Range | None:
        """Return the lines that are to be marked, None where there are none or what is written is none."""
        found = re.fullmatch(r"([0-9]{1,7})(?:-([0-9]{1,7}))?", self.lines)
        return (int(found[1]), max(int(found[1]), int(found[2] or found[1]))) if found else None
