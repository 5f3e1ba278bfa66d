"""What `test_rulebook.py` and `test_rulebook_problems.py` share."""

BOARD, INTAKE, INCOMPLETE = "65F0" + "0" * 20, "1" * 24, "2" * 24


SMALLEST = f"""
timezone = "Europe/Paris"

[boards.soutenances]
kind = "soutenances"
board = "{BOARD}"
intake = "{INTAKE}"
incomplete = "{INCOMPLETE}"
mode = "enforce"
settle_new = "3m"
settle_moved = "20s"
"""


def board(**lines):
    wanted = {
        "kind": '"soutenances"',
        "board": f'"{BOARD}"',
        "intake": f'"{INTAKE}"',
        "incomplete": f'"{INCOMPLETE}"',
        **lines,
    }
    body = "\n".join(f"{key} = {value}" for key, value in wanted.items() if value)
    return f"[boards.a]\n{body}\n"
