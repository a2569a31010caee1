"""Workbooks → blocks: XLSX, its regions, and its values as they are shown."""
