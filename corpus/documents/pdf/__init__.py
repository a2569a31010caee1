"""PDF and scanned pages: text with places, tables, and what tesseract reads of pictures."""
