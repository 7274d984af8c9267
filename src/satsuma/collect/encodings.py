"""Which encoding a text is in: UTF-8 if all of it is, else by mark, by pattern of zeros, by letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNUSED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
ODD_WITHIN_WORDS = re.compile(r"(?<=[a-z])[¹³¿¶±¼¾£¥¢¡¤¦²ªº](?=[a-z])", re.IGNORECASE)
MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
SAMPLE_BYTES = 200_000
KEPT_BROKEN = "satsuma-kept-broken"
CANDIDATES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8_r", "mac_roman", "iso8859_2"]
CANDIDATES += ["shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp1255", "cp1256"]


@dataclass(slots=True)
class Suspicion:
    """What a pass over the bytes gathered: whether all is UTF-8, and lines that are not plain ASCII."""

    head: bytes = b""
    is_utf8: bool = True
    foreign: bytearray = field(default_factory=bytearray)


def detect_encoding(chunks: Iterable[bytes]) -> str:
    """The encoding of a whole text, given in pieces: `utf-8` (also where a few lines are damaged), `utf-16`, `utf-16-le`,
    `cp1252` or another one."""
    seen = Suspicion()
    for _ in watch(chunks, seen):
        pass
    return decide(seen)


def watch(chunks: Iterable[bytes], seen: Suspicion) -> Iterator[bytes]:
    """Pass the pieces on while looking at them; a piece of pure ASCII costs next to nothing."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    pending = False
    for chunk in chunks:
        if not seen.head:
            seen.head = chunk[:4096]
        if pending or not chunk.isascii():
            if seen.is_utf8:
                try:
                    decoder.decode(chunk)
                    pending = decoder.getstate()[0] != b""
                except UnicodeDecodeError:
                    seen.is_utf8, pending = False, False
            if len(seen.foreign) < SAMPLE_BYTES:
                seen.foreign += gather_foreign(chunk, SAMPLE_BYTES - len(seen.foreign))
        yield chunk
    if pending:
        seen.is_utf8 = False


def gather_foreign(chunk: bytes, most: int) -> bytes:
    """The lines of a piece that hold more than ASCII."""
    gathered = bytearray()
    for line in chunk.splitlines(keepends=True):
        if not line.isascii():
            gathered += line
            if len(gathered) >= most:
                break
    return bytes(gathered[:most])


def decide(seen: Suspicion) -> str:
    """Choose an encoding from what was seen."""
    for mark, name in MARKS:
        if seen.head.startswith(mark):
            return name
    zeros = find_wide(seen.head)
    if zeros is not None:
        return zeros
    sample = bytes(seen.foreign)
    if seen.is_utf8 or is_mostly_utf8(sample):
        return "utf-8"
    return guess_single_byte(sample)


def find_wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def is_mostly_utf8(sample: bytes) -> bool:
    """Damaged UTF-8: far more whole characters than broken bytes."""
    whole = sum(1 for match in MULTIBYTE.finditer(sample) if is_character(match[0]))
    rest = MULTIBYTE.sub(b"", sample)
    return whole > 4 * sum(byte >= 0x80 for byte in rest)


def is_character(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guess_single_byte(sample: bytes) -> str:
    """Windows' Western encoding where its letters stand alone among ASCII ones; else what the letters' statistics say."""
    foreign = sum(byte >= 0x80 for byte in sample)
    if not UNUSED_IN_CP1252.search(sample):
        text = sample.decode("cp1252")
        in_runs = sum(len(run) for run in re.findall(r"[\x80-\U0010ffff]{3,}", text))
        if in_runs < 0.4 * foreign and len(ODD_WITHIN_WORDS.findall(text)) <= 0.1 * foreign:
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=CANDIDATES).best()
    return str(best.encoding) if best is not None else "cp1252"


def keep_broken(error: UnicodeError) -> tuple[str, int]:
    """As 'surrogateescape', but also for bytes below 128, which half a character of UTF-16 may hold."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + (byte if byte >= 128 else 0xFF)) for byte in broken), error.end


codecs.register_error(KEPT_BROKEN, keep_broken)


def transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The text as UTF-8 without a mark. Bytes that are none in `encoding` stay bytes that are no UTF-8, so that the reader
    sets the row aside."""
    decoder = codecs.getincrementaldecoder(encoding)(errors=KEPT_BROKEN)
    first = True
    for chunk in chunks:
        text = decoder.decode(chunk)
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        yield text.encode("utf-8", errors="surrogateescape")
    yield decoder.decode(b"", final=True).encode("utf-8", errors="surrogateescape")
