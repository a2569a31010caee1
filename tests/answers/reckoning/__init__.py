"""Tests of answers reckoned from figures over cases."""
