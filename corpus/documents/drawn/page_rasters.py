"""Pixels of a drawn page as a file that every program of pictures reads: PGM in grey, PPM in colour."""

from __future__ import annotations

from typing import Protocol


class Raster(Protocol):
    """Pixels in memory: rows of `stride` bytes, of which `width` pixels of `n_channels` bytes each are the picture's."""

    width: int
    height: int
    stride: int
    n_channels: int
    buffer: bytes


def write_pnm(raster: Raster) -> bytes:
    """Return the pixels as a PGM file, of one channel, or a PPM file, of three in the order red, green, blue."""
    rows, long = bytes(raster.buffer), raster.width * raster.n_channels
    lines = b"".join(rows[row * raster.stride : row * raster.stride + long] for row in range(raster.height))
    return b"P%d %d %d 255\n" % (5 if raster.n_channels == 1 else 6, raster.width, raster.height) + lines
