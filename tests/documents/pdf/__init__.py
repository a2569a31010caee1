"""Tests of PDF files and scans."""
