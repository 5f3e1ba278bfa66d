"""The invented cards of both boards, as data: what each one carries and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

INTAKE = "intake"
INCOMPLETE = "incomplete"
ACCEPTED = "accepted"
PASSED = "passed"
FAILED = "failed"
REPO = "Lien du projet : https://github.com/exemple/{0}"


@dataclass(frozen=True)
class SeedCard:
    """One card. Days count from the moment of seeding; `put_forward` days ago it was created.

    `lacks`: the mentions that a person would say are missing or wrong; empty for a card in order.
    """

    title: str
    mentor: str | None = "zoe"
    labels: tuple[str, ...] = ("P7",)
    due_in: int | None = 17
    desc: str = REPO.format("projet")
    place: str = INTAKE
    put_forward: int = 1
    lacks: tuple[str, ...] = ()
    template: bool = False
    archived: bool = False


SOUTENANCES = (
    # In order
    SeedCard("Léa Dupont – DA Python", "zoe", ("P7",), 16),
    SeedCard("Karim Benali - Développeur d’application Python", "noel", ("P5",), 18),
    SeedCard("MARTIN Chloé – Développeur web", "ines", ("P4",), 19, REPO.format("chloe-p4")),
    SeedCard("Data analyst / Hugo Petit", "malik", ("P6",), 15, "Livrables : P6_petit_hugo.zip"),
    SeedCard("Amélie Roussel | Chef de projet digital", "camille", ("P3",), 19),
    SeedCard(
        "Soutenance P8 - Yanis Haddad - DA Java/JEE", "basile", ("P8",), 17, REPO.format("yanis")
    ),
    SeedCard(
        "Intégrateur web (Sofia Da Costa)",
        "apolline",
        ("P2",),
        16,
        "Disponibilités : mardi et jeudi après 18 h.",
    ),
    SeedCard("Éloïse de La Tour : AI engineer", "gwenael", ("P9",), 19, REPO.format("eloise-p9")),
    # One mention missing
    SeedCard("Thomas Girard", "noel", ("P7",), 16, lacks=("student",)),
    SeedCard("Développeur d’application Python", "zoe", ("P3",), 18, lacks=("student",)),
    SeedCard("Manon Lefort – Data analyst", "malik", (), 17, lacks=("label",)),
    SeedCard("Rayan Cherif – DA Python", "zoe", ("P4", "P5"), 19, lacks=("label",)),
    SeedCard("Julie Moreau – Développeur web", "ines", ("P2",), None, lacks=("due",)),
    SeedCard("Omar Diallo – DA Python", None, ("P6",), 16, lacks=("member",)),
    SeedCard("Clara Fontaine – AI engineer", "gwenael", ("P5",), 18, "", lacks=("details",)),
    SeedCard("Lucas Bernard – DA Java/JEE", "basile", ("P10",), 5, lacks=("notice",)),
    SeedCard("Nina Caron – Chef de projet digital", "camille", ("P6",), 45, lacks=("notice",)),
    SeedCard("Paul Renaud – DA Python", "noel", ("P9",), -2, lacks=("past", "notice")),
    # Several
    SeedCard("soutenance", None, (), None, "", lacks=("student", "label", "due", "member")),
    SeedCard("Inès Marchand", "apolline", (), None, lacks=("student", "label", "due")),
    SeedCard("À voir avec Zoé", None, ("urgent",), 17, "", lacks=("student", "label", "member")),
    # Difficult titles, in order all the same
    SeedCard("  yasmine   EL AMRANI —  da python  ", "zoe", ("P11",), 17),
    SeedCard("🎓 Jean-Baptiste Le Gall, full-stack Java/Angular 🚀", "basile", ("P12",), 18),
    SeedCard("Zoe\u0301 Lefe\u0300vre - De\u0301veloppeur web", "ines", ("P5",), 16),
    SeedCard(
        "Sara Nguyen",
        "malik",
        ("P8",),
        19,
        "Parcours : Data analyst\nLivrables : https://drive.example/p8_nguyen_sara",
    ),
    SeedCard("OC-P7 / N’Diaye Awa / Dév. app. Python", "noel", ("P7",), 19),
    # Elsewhere on the board
    SeedCard("Adam Leroy", "noel", (), None, "", INCOMPLETE, 6, ("student", "label", "due")),
    SeedCard("Lina Faure – DA Python", "zoe", ("P4",), 9, "", INCOMPLETE, 8, ("details",)),
    SeedCard("Victor Blanc – Développeur web", "ines", ("P3",), 6, place=ACCEPTED, put_forward=12),
    SeedCard("Maya Perrin – AI engineer", "gwenael", ("P6",), 3, place=ACCEPTED, put_forward=15),
    SeedCard("Noah Garnier – DA Python", "noel", ("P13",), -4, place=PASSED, put_forward=22),
    SeedCard("Eva Collet – Data analyst", "malik", ("P2",), -3, place=FAILED, put_forward=20),
    SeedCard("MODÈLE : Prénom Nom – Parcours", None, (), None, "Lien du projet :", template=True),
    SeedCard("Ancienne proposition", None, (), None, "", put_forward=60, archived=True),
)

TRANSFERT = (
    SeedCard("Rose Guillot – Développeur web", "ines", ("P5",), 18),
    SeedCard("Ibrahim Touré – DA Python", "zoe", ("P10",), 19),
    SeedCard("Louis Arnaud", "noel", ("P6",), 16, lacks=("student",)),
    SeedCard("Alice Morvan – Data analyst", "malik", (), 19, lacks=("label",)),
    SeedCard("Enzo Riviere – DA Java/JEE", "basile", ("P4",), None, lacks=("due",)),
    SeedCard("Jade Pons – AI engineer", None, ("P3",), 15, lacks=("member",)),
    SeedCard("Mathis Roy – DA Python", "zoe", ("P9",), 4, lacks=("notice",)),
    SeedCard("Lou Berger – Chef de projet digital", "camille", ("P2",), 16, place=INCOMPLETE),
    SeedCard("Simon Vidal – Développeur web", "apolline", ("P8",), -6, place=PASSED),
)
