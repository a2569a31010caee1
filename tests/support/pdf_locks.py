"""PDF files locked by a password as the first handler of the format does it: RC4 with forty bits, which every reader still opens."""

import re
from dataclasses import dataclass
from hashlib import md5

_FILLING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_NAME, _RIGHTS, _BYTES = b"C" * 16, -4, 5
_PARTS = re.compile(rb"\((\w+)\)|(?<=stream\n)(.*)(?=\nendstream)", re.DOTALL)


def hide_bytes(key: bytes, content: bytes) -> bytes:
    """RC4, which shows what it has hidden."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _digest(content: bytes) -> bytes:
    return md5(content, usedforsecurity=False).digest()


@dataclass(frozen=True)
class PdfLock:
    """A lock with the password that readers need; "" opens without one, though the file is encrypted."""

    password: str

    @property
    def _owner(self) -> bytes:
        return hide_bytes(_digest((b"owner" + _FILLING)[:32])[:_BYTES], self._filled)

    @property
    def _filled(self) -> bytes:
        return (self.password.encode() + _FILLING)[:32]

    @property
    def _key(self) -> bytes:
        return _digest(self._filled + self._owner + _RIGHTS.to_bytes(4, "little", signed=True) + _NAME)[:_BYTES]

    def trailer(self) -> bytes:
        """What the file's trailer says of it."""
        user = hide_bytes(self._key, _FILLING)
        said = f"<</Filter/Standard/V 1/R 2/O<{self._owner.hex()}>/U<{user.hex()}>/P {_RIGHTS}>>"
        return f"/Encrypt{said}/ID[<{_NAME.hex()}><{_NAME.hex()}>]".encode()

    def hide(self, number: int, content: bytes) -> bytes:
        """An object's words and stream, hidden with its own key."""
        key = _digest(self._key + number.to_bytes(3, "little") + bytes(2))[: _BYTES + 5]

        def hidden(part: re.Match[bytes]) -> bytes:
            return b"<" + hide_bytes(key, part[1]).hex().encode() + b">" if part[1] else hide_bytes(key, part[2])

        return _PARTS.sub(hidden, content)
