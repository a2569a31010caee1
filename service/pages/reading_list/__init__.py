"""The reading list: cases and passages that an official has collected, with notes, as a page and as files to send on."""
