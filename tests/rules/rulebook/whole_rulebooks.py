"""Rulebooks that say everything there is to say, as `test_every_problem.py` reads them."""

from __future__ import annotations

from small_rulebook import BOARD, INCOMPLETE, INTAKE

AT_BOUNDS = f"""
keep = "30d"
[mentions.notice]
min_days = 366
max_days = 366
[brake]
moves = 1000000
card_moves = 1
per = "1s"
card_per = "3660d"
[sessions]
weeks = 26
absent_after = "100%"
closures = ["2026-12-21/2026-12-21", 2026-05-15, "2026-05-16"]
length = {{ self = "5m", funded = "8h" }}
[asking]
answer = 30
[transfers]
ladder = [366, 2, 1]
[preparation]
remind = ["999d", "1d"]
[channels.a]
to = ["slack://x", "$NAME"]
quiet = "23:59-00:00"
digest_at = "23:59"
[[requirements]]
code = "{"a" * 40}"
fr = "{"x" * 300}"
needs = {{ words = 10000 }}
[[requirements]]
code = "0"
needs = {{ title = "{"x" * 192}a*b*c*d+" }}
[[requirements]]
code = "1"
needs = {{ title = "(a{{3}})+(b*)?" }}
[[requirements]]
code = "2"
needs = {{ field = "F", between = [1, 1] }}
[[requirements]]
code = "3"
needs = {{ attachment = true }}
[[requirements]]
code = "4"
needs = {{ checklist = "L", finished = false }}
[[pay]]
from = 2026-09-01
currency = "EUR"
level = {{ "DA Python" = {{ P1 = 1, P2 = 99 }} }}
amounts = {{ self = {{ 1 = {{ done = "0" }}, 99 = {{ done = "999999.99" }} }} }}
"""
"""The largest and the smallest of everything that the problems say is allowed."""
EVERYTHING = f"""
timezone = "Indian/Reunion"
keep = "400d"
[boards.a]
kind = "soutenances"
board = "{BOARD}"
intake = ["{INTAKE}", "{"3" * 24}"]
incomplete = "{INCOMPLETE}"
accepted = "{"4" * 24}"
passed = "{"5" * 24}"
failed = "{"6" * 24}"
mode = "enforce"
settle_new = "1h30m"
settle_moved = "45s"
return = "automatic"
managers = ["@zoe", "idriss"]
robots = "@butler"
project_labels = "{"7" * 24}"
keep = "90d"
mentions = {{ details.severity = "off", notice = {{ min_days = 3, max_days = 9 }} }}
[boards.b]
kind = "achats"
board = "{"9" * 24}"
intake = "{"8" * 24}"
incomplete = "{"a" * 24}"
[mentions.notice]
severity = "blocks"
min_days = 10
max_days = 30
[[courses]]
name = "Cyber"
aliases = ["Cy", "Ber"]
projects = ["P1", "P2"]
[brake]
moves = 7
per = "2h"
card_moves = 5
card_per = "3m"
[resync]
every = "1d"
[preparation]
title = "Se préparer"
items = ["Lieu", "Micro"]
remind = ["1d", "10d", "3d"]
[outcomes]
student = "72h"
validator = "24h"
[transfers]
ladder = [3, 21, 7]
take_over = "first"
[asking]
answer = 4
[sessions]
length = {{ self = "20m", other = "1h" }}
late = "12h"
absent_after = "15m"
weeks = 4
closures = ["2026-12-21/2027-01-03", "2026-05-15"]
video = "https://visio.example.org/{{room}}"
[channels.mentors]
to = ["slack://x", "$NAME"]
events = ["digest", "brake"]
boards = "b"
language = "en"
quiet = "22:15-06:45"
days = "all"
digest_at = "07:05"
gather = "0s"
[channels.others]
to = "$OTHERS"
quiet = ""
[[requirements]]
code = "budget"
needs = {{ field = " Budget ", between = [1, 5.5] }}
boards = ["a", "achats"]
lists = ["accepted", "Propositions"]
severity = "warns"
fr = "Il manque   le budget : demandez-le."
en = "Ask for it."
[[requirements]]
code = "pieces"
needs = {{ checklist = "Pièces", finished = true, items = ["un", "deux"] }}
[[requirements]]
code = "site"
needs = {{ attachment = ".Drive.Example.org" }}
[[requirements]]
code = "other"
needs = {{ words = 5, under = "Contexte" }}
[[requirements]]
code = "form"
needs = {{ field = "x", matching = "a+" }}
[[requirements]]
code = "names"
needs = {{ label = ["P*", "Urgent"] }}
[[pay]]
from = 2027-01-01
currency = "EUR"
level = {{ "DA Python" = {{ "Projet 2" = 3 }}, Nowhere = {{ P1 = 2 }} }}
amounts = {{ self = {{ 1 = {{ done = "20" }} }}, other = {{ 3 = {{ defence = "40.5", absent = "0" }} }} }}
[[pay]]
from = 2026-09-01
currency = "EUR"
"""
