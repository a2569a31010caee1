"""Files of word processors and the web → blocks: DOCX, HTML and Markdown."""
