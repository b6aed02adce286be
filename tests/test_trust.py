"""A whole extraction runs no code it was not shipped with, reads no file, and reaches for nothing outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import quoteattr

TEXT = (
    "“We will build it,” said Mayor Ruth Adeyemi. She told reporters that the plan was “a castle of paper.”\n\n"
    "“And you?” he asked.\n\n“I stay,” Mrs. Dale replied. “Tom said ‘No’ to me.” According to Centrex, nobody left.\n\n"
    "— Sit down, child, she said.\n\nMAYOR: We will.\n"
)

PROGRAM = """
import sys
FORBIDDEN = ("pickle.", "socket.", "urllib.", "http.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
             "os.fork", "ctypes.", "shutil.", "tempfile.", "os.remove", "os.rename", "os.mkdir", "sqlite3.",
             "ftplib.", "smtplib.")
CODE = ("exec", "compile", "open", "import", "marshal.")
seen, watched = [], ()

def watch(event, arguments):
    if watched and event.startswith(watched):
        seen.append(event)
    if event == "open" and watched and any(flag in str(arguments[1]) for flag in "wax+"):
        seen.append("write")

sys.addaudithook(watch)
TEXT = sys.stdin.buffer.read().decode()

def everything(text):
    import quoteattr as q
    quotes = q.extract_quotes(text)
    known = q.QuoteExtractor(thoughts=True, characters=[q.Speaker("Ann Dale")])
    for extractor in (known, q.QuoteExtractor(kinds=["direct"])):
        extractor.extract(text)
        extractor.explain(text)
        list(extractor.extract_many([text]))
    for export in (q.to_html, q.to_tei, q.to_brat, q.to_web_annotations):
        export(text, quotes)
    q.to_records([q.from_dict(q.to_dict(quote)) for quote in quotes])
    return len(quotes)

watched = FORBIDDEN
found = everything(TEXT)  # cold: modules and weights are read
watched += CODE
again = everything(TEXT)  # warm: nothing at all is read or compiled
{more}
watched = ()
print(found == again > 5, sorted(set(seen)))
"""


def run(more: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{more}", more)],
        input=TEXT.encode(),
        capture_output=True,
        cwd=Path(quoteattr.__file__).parents[1],
        check=True,
    )
    return done.stdout.decode().strip()


def test_an_extraction_runs_no_foreign_code_and_opens_nothing() -> None:
    assert run() == "True []"


def test_the_watch_sees_what_it_forbids() -> None:
    more = "import pickle, socket; pickle.loads(pickle.dumps(len)); eval('1'); socket.socket(); open('/dev/null', 'w')"
    seen = run(more)
    for event in ("pickle.find_class", "compile", "exec", "socket.__new__", "open", "write"):
        assert repr(event) in seen
