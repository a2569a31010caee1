"""`python -m corpus.fence.draw_here FILE FOLDER`: draws one page of a file in this very process, or writes why it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.documents.pictures.page_drawing import draw_page
from corpus.errors import DocumentError
from corpus.fence.fence_files import ERROR_FILE, PAGE_FILE, REFUSED_JSON, WANTED_FILE, WANTED_JSON, RefusedFile
from corpus.fence.parse_here import end_with_parent


def main(arguments: list[str]) -> None:
    """Draw the page of the file named first that is asked for in the folder named second, into that folder."""
    path, folder = map(Path, arguments)
    end_with_parent()
    try:
        picture = draw_page(path, WANTED_JSON.validate_json((folder / WANTED_FILE).read_bytes()))
    except DocumentError as error:
        (folder / ERROR_FILE).write_bytes(REFUSED_JSON.dump_json(RefusedFile(error.code, error.message)))
    else:
        (folder / PAGE_FILE).write_bytes(picture)


if __name__ == "__main__":
    main(sys.argv[1:])
