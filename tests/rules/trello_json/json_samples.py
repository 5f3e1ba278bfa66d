"""What `test_trello_json.py` and `test_board_json.py` share."""

CARD, LIST, BOARD = "65f0a0000000000000000001", "2" * 24, "b" * 24


SMALLEST = {"id": CARD, "name": "Marie Dupont - DA Python", "idList": LIST}


OPTIONS = [{"id": "o1", "value": {"text": "Data"}}, {"id": "o2"}]


FIELDS = [
    {"id": "f1", "name": "Parcours", "type": "list", "options": OPTIONS},
    {"id": "f2", "name": "Étudiant", "type": "text"},
    {"id": "f3", "name": None},
]  # fmt: skip


EXPORT = {
    "id": BOARD,
    "name": "Soutenances",
    "url": "https://trello.com/b/x",
    "lists": [
        {"id": "l2", "name": "Profil à mettre à jour", "closed": False, "pos": 2.5},
        {"id": "l1", "name": "Propositions", "closed": False, "pos": 1},
        {"id": "l3", "name": "", "closed": True, "pos": "bottom"},
    ],
    "labels": [{"id": "p7", "name": "P7", "color": "green"}, {"id": "p0", "name": "", "color": None}],
    "members": [{"id": "m1", "fullName": "Nadia Benali", "username": "nadia"}],
    "customFields": FIELDS,
    "cards": [
        {**SMALLEST, "id": "c2", "idList": "l2", "pos": 1},
        {**SMALLEST, "id": "c1", "idList": "l1", "pos": 2, "idLabels": ["p7"], "idMembers": ["m1"]},
        {**SMALLEST, "id": "c3", "idList": "l1", "pos": 1.5},
        {**SMALLEST, "id": "c4", "idList": "elsewhere", "pos": 0},
    ],
}  # fmt: skip
