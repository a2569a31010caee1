"""Files of office programs and the web → blocks: DOCX, XLSX, HTML and Markdown."""
