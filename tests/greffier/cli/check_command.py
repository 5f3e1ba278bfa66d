"""What `test_check.py` and `test_check_files.py` share."""

from check_exports import (
    INCOMPLETE,
    NOW,
    PLANNED,
    run,
    write,
)


def check_json(tmp_path, data, *options, **env):
    return run("check", write(tmp_path, data), "--format", "json", "--now", NOW, *options, **env)


RULEBOOK = f"""
[boards.s]
kind = "transfert"
board = "65f0e0000000000000000001"
intake = "{PLANNED}"
incomplete = "{INCOMPLETE}"
[boards.s.mentions.due]
severity = "off"
"""
