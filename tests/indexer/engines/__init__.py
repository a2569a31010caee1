"""Tests of engines and of the scales of their arms."""
