"""Reads mails with Python's own parser, a second opinion beside postal-mime; answers only what it saw.

In: batches, each a count and then as many mails with their lengths before them, all numbers 32 bits, big-endian.
Out: one line of JSON a batch, one object a mail.
"""

import functools
import json
import struct
import sys
from email import message_from_string, policy
from email.parser import BytesHeaderParser

# The strict policy raises whatever is wrong with the structure; defects of single headers it only collects. Nearly all
# headers and bodies of a run are alike, so what was parsed once is remembered: Python is by far the slowest reader.
POLICY = policy.strict.clone(header_factory=functools.lru_cache(maxsize=256)(policy.strict.header_factory))
# Reading headers alone, Python before 3.11.3 holds every multipart for a broken one; the bodies are read strictly below.
HEADERS = BytesHeaderParser(policy=POLICY.clone(raise_on_defect=False))
SPURIOUS = "MultipartInvariantViolationDefect"


def number(stream):
    raw = stream.read(4)
    return struct.unpack(">I", raw)[0] if len(raw) == 4 else None


@functools.lru_cache(maxsize=64)
def parts(content_type, payload):
    message = message_from_string(f"Content-Type: {content_type}\r\n\r\n{payload}", policy=POLICY)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    files = [part for part in leaves if part.is_attachment()]
    defects = [type(defect).__name__ for part in files for value in part.values() for defect in value.defects]
    return {
        "bodies": [part.get_payload(decode=True).decode() for part in leaves if part not in files],
        "files": [[part.get_filename(), part.get_content_type(), part.get_content().decode()] for part in files],
        "defects": defects,
    }


def seen(raw):
    try:
        message = HEADERS.parsebytes(raw)
        defects = [type(defect).__name__ for defect in message.defects]
        defects = [defect for defect in defects if defect != SPURIOUS]
        addresses = {}
        for name in ("From", "To", "Reply-To", "Subject"):
            header = message[name]
            defects += [type(defect).__name__ for defect in header.defects]
            if name != "Subject":
                addresses[name] = [[box.display_name, box.addr_spec] for box in header.addresses]
        read = parts(message["Content-Type"], message.get_payload())
        return {
            "names": message.keys(),
            "addresses": addresses,
            "subject": str(message["Subject"]),
            "bodies": read["bodies"],
            "files": read["files"],
            "defects": defects + read["defects"],
        }
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


while (count := number(sys.stdin.buffer)) is not None:
    mails = [sys.stdin.buffer.read(number(sys.stdin.buffer)) for _ in range(count)]
    print(json.dumps([seen(mail) for mail in mails]), flush=True)
