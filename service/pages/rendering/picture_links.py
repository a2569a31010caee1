"""From a place in a book to the picture of its page, where readers may see one."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.errors import LibraryError
from corpus.model.place import Place
from service.library.book_desk import BookDesk
from service.library.book_views import may_read
from service.library.page_pictures import has_pictures, may_show_pages
from service.operations.present_sight import current_sight


@dataclass(frozen=True, slots=True)
class PictureLinks:
    """Addresses of pages with the cited lines marked. Each book is looked up once: one of these serves one page."""

    desk: BookDesk
    _shown: dict[str, bool] = field(default_factory=dict)

    def to(self, at: Place) -> str:
        """Return the address of the picture of a place's first page; "" where there is none that readers may see."""
        if at.pages is None or at.lines is None:
            return ""
        if at.book not in self._shown:
            self._shown[at.book] = self._shows_pages(at.book)
        return f"/api/v1/books/{at.book}/pages/{at.pages[0]}.png?lines={at.lines[0]}-{at.lines[1]}" if self._shown[at.book] else ""

    def _shows_pages(self, book: str) -> bool:
        if not book or self.desk.is_by_hand(book):
            return False
        try:
            record = self.desk.read(book)
        except LibraryError:  # taken out since the index was built, or damaged: its passages are still served
            return False
        return may_read(record, current_sight()) and may_show_pages(record, librarian=False) and has_pictures(self.desk.shelf, record)
