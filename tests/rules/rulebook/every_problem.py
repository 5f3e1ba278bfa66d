"""Rulebooks with one thing wrong each, as `test_every_problem.py` reads them."""

from __future__ import annotations

from small_rulebook import BOARD, INCOMPLETE, INTAKE, board


def needs(text: str, more: str = "") -> str:
    return f"[[requirements]]\nneeds = {{ {text} }}\ncode = 'a'\n{more}"


def pay(*lines: str, day: str = "2026-09-01", currency: str = '"EUR"') -> str:
    return f"[[pay]]\nfrom = {day}\ncurrency = {currency}\n" + "\n".join(lines) + "\n"


LONG = '"' + "x" * 80 + '"'
OF_THE_FILE = (
    'a = "\\u0000"',
    'a = [{ b = "\\u0000" }]',
    "boards = 3",
    "[boards]\na = 3",
    'timezone = "Europe/Pari"',
    'timezone = "Nowhere"',
    "timezone = 1",
    'time_zone = "UTC"',
    "zzz = 1",
    "keep = 3",
    'keep = "29d"',
    "courses = 3",
    'courses = ["x"]',
    "[[courses]]\naliases = []",
    "[[courses]]\nname = 'x'\nalias = 'y'\nprojects = 3\naliases = ['']",
    "[brake]\nmoves = 0\nper = '0s'\ncard_moves = 1000001\ncard_per = '3661d'\nmove = 3",
    "[brake]\nmoves = true\nper = 3\ncard_moves = 'x'\ncard_per = '1y'",
    "brake = 3",
    "[resync]\nevery = '0s'\nevry = 1",
    "resync = 3\nmentions = 3\nchannels = 3\nsessions = 3",
    "preparation = 3\noutcomes = 3\ntransfers = 3\nasking = 3",
)
OF_BOARDS = (
    board(kind='"Soutenance"'),
    board(kind='"soutenance"'),
    board(kind='"' + "a" * 41 + '"'),
    board(kind="3"),
    board(kind="", board="", intake="", incomplete=""),
    board(board='"65f0"', intake="3", incomplete="[]"),
    board(intake=f'["{INTAKE}", 3]', incomplete=f'"{INTAKE}"'),
    board(accepted=f'["{INCOMPLETE}"]', passed='["x"]', failed=f'["{INTAKE}"]'),
    board(mode='"enforced"', settle_new="3", settle_moved='"-3m"', **{"return": '"auto"'}),
    board(mode='"zzz"', keep='"1d"', mentions="3", project_labels=LONG),
    board(managers="[3]", robots="3"),
    board(managers='["nadia"]', robots='["@Nadia"]'),
    board(intakes='"x"', zzz="1"),
    board() + board().replace(".a]", ".b]") + board(board=f'"{BOARD[:-1]}1"').replace(".a]", ".c]"),
    board(**{"mentions.lable.severity": '"off"'}),
    board(**{"mentions.notice.min_days": "30"}),
)
OF_MENTIONS = (
    "[mention.due]",
    "[mentions]\ndue = 3\nnotice = 3\nduee = 3",
    "[mentions.due]\nseverity = 'block'\nseverty = 'off'\nmin_days = 3",
    "[mentions.notice]\nmin_days = 367\nmax_days = -1",
    "[mentions.notice]\nmin_days = true\nmax_days = 'x'\nmax_day = 1",
    "[mentions.notice]\nmin_days = 30\nmax_days = 29",
)
OF_CHANNELS = (
    "[channels.a]",
    "[channels.a]\nto = 'secret'\nevents = ['digests']\nboards = ['x']\nlanguage = 'es'",
    board() + "[channels.a]\nto = ['slack://x', 3]\nboards = ['x', 'b']\nevents = 'x'",
    "[channels.a]\nto = '$N'\nquiet = '19h-8h'\ndays = 'work'\ndigest_at = '8h'\ngather = 3",
    "[channels.a]\nto = '$N'\nquiet = '24:00-08:00'\ndigest_at = '24:00'\nzzz = 1",
    "[channels.a]\nto = '$N'\nquiet = '19:60-08:00'\ndigest_at = '08:60'",
    "[channels.a]\nto = '$N'\nquiet = '19:00-08:60'\ndigest_at = 3",
    "[channels.a]\nto = '$N'\nquiet = '19:00-24:00'",
    "[channels.a]\nto = '$N'\nquiet = 3",
    "[channels]\na = 3",
)
OF_MENTORING = (
    "[preparation]\ntitle = 3\nitems = [3]\nremind = ['1h']\nremindd = 1",
    "[preparation]\nremind = 7",
    "[preparation]\nremind = ['0d', '1d']",
    "[preparation]\nremind = ['1000d']",
    "[outcomes]\nstudent = '0s'\nvalidator = '0s'\nstudents = 1",
    "[transfers]\nladder = [14, 7]\ntake_over = 'managers'\nladders = 1",
    "[transfers]\nladder = [14, 7, 7]",
    "[transfers]\nladder = [14, 7, true]",
    "[transfers]\nladder = [367, 7, 1]",
    "[transfers]\nladder = [14, 7, 0]",
    "[transfers]\nladder = [4, 3, 2, 1]",
    "[asking]\nanswer = 31\nanswers = 1",
    "[asking]\nanswer = 0",
    "[asking]\nanswer = 'x'",
)
OF_SESSIONS = (
    "[sessions]\nlength = { self = 'soon' }\nlate = 'x'\nabsent_after = '101%'\nweeks = 0",
    "[sessions]\nlength = { self = '299s' }\nlate = 3\nabsent_after = 0.33\nweeks = 27",
    "[sessions]\nlength = { self = '481m' }\nlates = 1\nabsent_after = 'x'\nweeks = true",
    "[sessions]\nlength = { self = '4m' }\nweeks = 'x'",
    "[sessions]\nlength = { self = '361s', zzz = '0s' }",
    "[sessions]\nlength = 45\nclosures = ['2027-01-03/2026-12-21', 'Christmas', 3]",
    "[sessions]\nclosures = 3",
    "[sessions]\nvideo = 'http://visio.example.org'",
    "[sessions]\nvideo = 'https://'",
    "[sessions]\nvideo = 'https://me@visio.example.org'",
    "[sessions]\nvideo = 3",
)
OF_REQUIREMENTS = (
    "requirements = 'a'",
    "requirements = ['a']",
    "[[requirements]]\ncode = 'a'\nneeds = { start = true }\n" * 101,
    "[[requirements]]\nneeds = { start = true }",
    "[[requirements]]\ncode = 'Budget !'\nneeds = { start = true }",
    f"[[requirements]]\ncode = '{'a' * 41}'\nneeds = {{ start = true }}",
    "[[requirements]]\ncode = 'due'\nneeds = { start = true }",
    needs("start = true") * 2,
    "[[requirements]]\ncode = 'a'",
    "[[requirements]]\ncode = 'a'\nneeds = {}",
    "[[requirements]]\ncode = 'a'\nneeds = 'field'",
    needs("feild = 'x'"),
    needs("zzz = 'x'"),
    needs("start = true, title = 'x'"),
    needs("start = true", "boards = 'achat'"),
    needs("start = true", f"boards = 'b'\n{board()}"),
    needs("start = true", "severity = 'block'\nlists = [3]\nfr = 3\nen = ''\nzzz = 1"),
    needs("start = true", f"fr = '{'x' * 301}'\nen = '{'y' * 301}'"),
)
OF_NEEDS = (
    needs("field = 3"),
    needs("field = ''"),
    needs("field = 'x', betwen = [1, 2]"),
    needs("field = 'x', between = [2, 1]"),
    needs("field = 'x', between = [1]"),
    needs("field = 'x', between = [1, 2, 'x']"),
    needs("field = 'x', between = [1, true]"),
    needs("field = 'x', between = [1, nan]"),
    needs("field = 'x', between = [1, inf]"),
    needs("field = 'x', between = 3"),
    needs("field = 'x', among = []"),
    needs("field = 'x', among = [3]"),
    needs("field = 'x', matching = ''"),
    needs("field = 'x', matching = 3"),
    needs("field = 'x', among = 'a', matching = 'b'"),
    needs("field = 'x', among = 'a', between = [1, 2]"),
    needs("checklist = false"),
    needs("checklist = ' '"),
    needs("checklist = 'x', finished = 'x', finish = true"),
    needs("checklist = true, items = ['x']"),
    needs("attachment = false"),
    needs("attachment = 'a b'"),
    needs(f"attachment = '{'x' * 101}'"),
    needs("label = []"),
    needs("label = 3"),
    needs("words = 0"),
    needs("words = 10001"),
    needs("words = true"),
    needs("words = 'x'"),
    needs("words = 5, under = 3, over = 3"),
    needs("start = false"),
    needs("title = 3"),
    needs("title = ''"),
    needs("title = '['"),
    needs("title = '(a+)+b'"),
    needs("title = '(a{1,2})*'"),
    needs("title = '(?:b|(a*)){2}'"),
    needs("title = '((a?)*)*'"),
    needs("title = 'a*b*c*d*e*'"),
    needs(f"title = '{'x' * 201}'"),
)
OF_PAY = (
    "pay = 3",
    "pay = ['x']",
    "[[pay]]",
    pay(day="'2026-09-01'", currency='"Euro"'),
    pay(day="2026-09-01T00:00:00", currency="3"),
    pay() + pay(currency='"USD"') + pay(day="2026-10-01"),
    pay("level = 3", "amounts = 3", "zzz = 1"),
    pay("level = { 'DA Python' = { P1 = 0, P2 = 100, P3 = true, P4 = 'x', P5 = 1, 'P 5' = 2 } }"),
    pay("level = { 'DA Pyton' = { P1 = 1 }, 'Nowhere' = { P1 = 1 }, 'Data analyst' = 3 }"),
    pay("amounts = { funded = { 0 = { done = '1' }, 100 = { done = '1' }, x = { done = '1' } } }"),
    pay("amounts = { funded = { 1 = { done = 3, absent = '1,5', cancelled = '1.234' } } }"),
    pay("amounts = { funded = { 1 = { defence = '1234567', zzz = '1' }, 2 = 3 }, zzz = 1 }"),
)
FILES = (
    *OF_THE_FILE,
    *OF_BOARDS,
    *OF_MENTIONS,
    *OF_CHANNELS,
    *OF_MENTORING,
    *OF_SESSIONS,
    *OF_REQUIREMENTS,
    *OF_NEEDS,
    *OF_PAY,
)
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
