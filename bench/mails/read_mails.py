"""Reads the mails whose paths come in, one a line, with Python's own parser; answers what it saw, one line of JSON a mail."""

import json
import sys
from email import message_from_binary_file, policy


def seen(path):
    try:
        with open(path, "rb") as file:
            message = message_from_binary_file(file, policy=policy.strict)
        return {
            "headers": [[name, str(value)] for name, value in message.items()],
            "text": message.get_body(("plain",)).get_content(),
            "html": message.get_body(("html",)).get_content(),
            "defects": [type(defect).__name__ for value in message.values() for defect in value.defects],
        }
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(seen(line.rstrip("\n"))), flush=True)
