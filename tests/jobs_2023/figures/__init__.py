"""Answers reckoned from the figures of the 29 cases."""
