"""The one number from which everything begins that is drawn by chance, so that the same input always gives the same output."""

from __future__ import annotations

SEED = 20_231_122
"""Of the map by meaning, themes, folds, intervals and tests; also the lock of the judgments' writers, which older versions take too.

Another number would draw other maps and themes, and no result could be compared with those from before.
"""
