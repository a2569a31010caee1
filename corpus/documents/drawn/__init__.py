"""Pages as they are drawn: characters, rulings and pictures, the tables between rulings, and what tesseract reads of scans."""
