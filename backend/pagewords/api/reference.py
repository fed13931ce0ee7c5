"""The reference: commands to paste, and a real answer for each call of the OpenAPI document."""

import json
import shlex
from pathlib import Path
from typing import Any

#: One call of each operation and its answer, as the program gave it (tests/api/test_reference.py).
ANSWERS = Path(__file__).parent / "data" / "answers.json"
#: The origin in commands, which the page replaces by its own.
ORIGIN = "http://127.0.0.1:5000"
#: How a file is sent.
FILE = f"curl {ORIGIN}/api/jobs -F file=@report.pdf"
#: Three commands that work one after the other: count a text, read its words, save all as a file.
QUICK_START = [
    (
        f"KEY=$(curl -s {ORIGIN}/api/jobs -H 'Content-Type: application/json' -H 'Prefer: wait=10'"
        """ -d '{"text": "The river runs. The rivers run, and the river winds."}'"""
        """ | sed 's/.*"key": "\\([^"]*\\)".*/\\1/')"""
    ),
    f'curl "{ORIGIN}/api/results/$KEY/words?limit=3"',
    f'curl -o words.csv "{ORIGIN}/api/results/$KEY/words.csv"',
]


def complete(spec: Any) -> None:
    """Add to a document the commands, and to each operation a call and its answer."""
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    for item in spec.to_dict()["paths"].values():
        for operation in item.values():
            # What a path has besides operations has no such name.
            name = operation.get("operationId") if isinstance(operation, dict) else None
            if name not in answers:
                continue
            call = answers[name]
            commands = [_command(call), *([FILE] if name == "submitJob" else [])]
            operation["x-codeSamples"] = [{"lang": "Shell", "source": one} for one in commands]
            if "answer" in call:
                contents = operation["responses"][str(call["status"])]["content"]
                contents[call["type"]]["example"] = call["answer"]


def _command(call: dict[str, Any]) -> str:
    """A call as a command to paste; `$KEY` is the reader's own."""
    parts = ["curl"]
    if call["method"] != "GET" and "body" not in call:
        parts += ["-X", call["method"]]
    parts.append(_quoted(ORIGIN + call["path"]))
    headers = dict(call.get("headers", {}))
    if "body" in call:
        headers["Content-Type"] = "application/json"
    for name, value in headers.items():
        parts += ["-H", _quoted(f"{name}: {value}")]
    if "body" in call:
        parts += ["-d", shlex.quote(json.dumps(call["body"], ensure_ascii=False))]
    return " ".join(parts)


def _quoted(text: str) -> str:
    """A text as one word of a shell, in which `$KEY` is still a variable."""
    return f'"{text}"' if "$" in text else shlex.quote(text)
