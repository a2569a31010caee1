"""The workbench over HTTP: its pages, forms and files."""
