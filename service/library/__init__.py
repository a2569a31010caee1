"""The library as the console and the API work on it: files taken in, books set, published and taken out, and the jobs that do it."""
