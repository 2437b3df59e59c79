"""Recorded payloads and the tutorial's text, which stand beside the project and may be absent."""

import json
import os
import unittest
from pathlib import Path

SHARED = Path(os.environ.get("NOWTHEN_SHARED_DIR", Path(__file__).resolve().parents[4] / "shared"))


def require(*parts):
    """The path below the shared folder, or a skip that says what is missing."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise unittest.SkipTest(f"{'/'.join(parts)} is not beside the project: the test needs it")
    return path


def conversations(path):
    """The conversations of one recorded file: a bare record, or a query envelope."""
    content = json.loads(path.read_text())
    return content["conversations"] if "conversations" in content else [content]


def tutorial_script(base_url):
    """The tutorial's complete example, unchanged but for the base URL."""
    text = require("reference", "tutorial.txt").read_text()
    body = text.split("Complete Working Example", 1)[1]
    body = body[body.index("import os"):]
    body = body[:body.index("Execute the script with")]
    return body.replace("https://api.mypurecloud.com", base_url)
