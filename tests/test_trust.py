"""A whole extraction runs no code it was not shipped with, reads no file, and reaches for nothing outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import quoteattr

NEWS = (
    "OSLO (Reuters) — “We will build it,” said Mayor Ruth Adeyemi on Monday. She told reporters that the plan was “a "
    "castle of paper.” According to Centrex, nobody left, and spokesman Tom Hale denied that it would close.\n\n"
    "MAYOR: We will.\n"
)
NOVEL = (
    "‘And you?’ he asked.\n\n‘I stay,’ Mrs. Dale replied. ‘Tom said “No” to me.’\n\n‘Tom?’\n\n‘Tom, dear,’ said the "
    "old woman; and I thought that she smiled.\n\n‘Then I go,’ said I.\n\n— Sit down, child, she said.\n\n"
) * 4
TEXTS = [NEWS, NOVEL, NOVEL.translate(str.maketrans("‘’“”", "“”‘’")), "Nothing.", "", "\0“\ud800” said \u202e."]

PROGRAM = """
import json, sys
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
TEXTS = json.load(sys.stdin.buffer)

def everything(text):
    import quoteattr as q
    quotes = q.extract_quotes(text)
    known = q.QuoteExtractor(thoughts=True, characters=[q.Speaker("Ann Dale")])
    for extractor in (known, q.QuoteExtractor(kinds=["direct"])):
        extractor.extract(text)
        [(str(entry), q.to_dict(entry)) for entry in extractor.explain(text)]
        list(extractor.extract_many([text], workers=None))
    for export in (q.to_html, q.to_tei, q.to_brat, q.to_web_annotations):
        export(text, quotes)
    q.to_html(text, quotes)._repr_html_()
    q.to_records([q.from_dict(q.to_dict(quote)) for quote in quotes], nested=True)
    return len(quotes)

watched = FORBIDDEN
found = [everything(text) for text in TEXTS]  # cold: modules and weights are read
watched += CODE
again = [everything(text) for text in TEXTS]  # warm: nothing at all is read or compiled
{more}
watched = ()
print(found == again, all(found[:3]), sorted(set(seen)))
"""


def run(more: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{more}", more)],
        input=json.dumps(TEXTS).encode(),
        capture_output=True,
        cwd=Path(quoteattr.__file__).parents[1],
        check=True,
    )
    return done.stdout.decode().strip()


def test_an_extraction_runs_no_foreign_code_and_opens_nothing() -> None:
    assert run() == "True True []"


def test_whatever_is_exported_is_called() -> None:
    for name in quoteattr.__all__:
        assert name[0].isupper() or f"q.{name}" in PROGRAM, name


def test_the_watch_sees_what_it_forbids() -> None:
    more = "import pickle, socket; pickle.loads(pickle.dumps(len)); eval('1'); socket.socket(); open('/dev/null', 'w')"
    seen = run(more)
    for event in ("pickle.find_class", "compile", "exec", "socket.__new__", "open", "write"):
        assert repr(event) in seen
