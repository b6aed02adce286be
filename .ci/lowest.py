"""Print what setup.cfg asks for, each in the lowest version that it allows: "attrs==22.2"."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

settings = ConfigParser()
settings.read(Path(__file__).resolve().parent.parent / "setup.cfg", encoding="utf-8")
print(settings["options"]["install_requires"].strip().replace(">=", "=="))
