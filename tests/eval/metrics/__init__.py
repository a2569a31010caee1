"""Tests of what measures are worth: rankings, facts, quotes, key points, replies."""
