"""The library over HTTP: books, their cases, and the jobs that bring files in."""
