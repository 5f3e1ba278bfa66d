"""The words of the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Agenda", "Agenda"),
    "alone": Sentence(
        "sans nouveau mentor, alors que leur projet se termine dans les 7 jours",
        "without a new mentor, though their project ends within 7 days",
    ),
    "aloneOne": Sentence(
        "sans nouveau mentor, alors que son projet se termine dans les 7 jours",
        "without a new mentor, though the project ends within 7 days",
    ),
    "aloneNone": Sentence(
        "étudiant sans mentor dans les 7 jours : tout va bien.",
        "student without a mentor within 7 days: as it should be.",
    ),
    "students": Sentence("étudiants", "students"),
    "student": Sentence("étudiant", "student"),
    "transfers": Sentence(
        "Transferts proches, par fin de projet", "Transfers coming up, by end of project"
    ),
    "later": Sentence("Transferts plus lointains", "Later transfers"),
    "noTransfer": Sentence(
        "Aucun étudiant n'attend de nouveau mentor.", "No student waits for a new mentor."
    ),
    "defences": Sentence(
        "Soutenances des six prochaines semaines", "Defences of the next six weeks"
    ),
    "noDefence": Sentence(
        "Aucune soutenance dans les six semaines. Les mentors les proposent deux à trois semaines "
        "avant : elles viendront ici d'elles-mêmes.",
        "No defence within six weeks. Mentors put them forward two to three weeks before: they will "
        "come here by themselves.",
    ),
    "noneHere": Sentence(
        "Aucune soutenance de ce genre dans les six semaines.",
        "No defence of this sort within six weeks.",
    ),
    "show": Sentence("Montrer", "Show"),
    "all": Sentence("Toutes", "All"),
    "without": Sentence("Sans validateur", "Without validator"),
    "clash": Sentence("Conflits", "Clashes"),
    "short": Sentence("Délai court", "Short notice"),
    "sealed": Sentence("Date modifiée", "Date changed"),
    "off": Sentence("Jour chômé", "Day off"),
    "incomplete": Sentence("Carte incomplète", "Card incomplete"),
    "today": Sentence("aujourd'hui", "today"),
    "validator": Sentence("Validateur : {name}", "Validator: {name}"),
    "mentors": Sentence("Mentor : {name}", "Mentor: {name}"),
    "more": Sentence("{count} de plus", "{count} more"),
    "find": Sentence("Trouver un validateur", "Find a validator"),
    "findMentor": Sentence("Trouver un mentor", "Find a mentor"),
    "open": Sentence("Ouvrir la carte", "Open the card"),
}

FLAGS: Final[Mapping[str, Sentence]] = {
    "without": Sentence(
        "Personne ne la valide encore : confiez-la à un validateur.",
        "Nobody validates it yet: give it to a validator.",
    ),
    "clash": Sentence(
        "{who} est aussi à la soutenance « {other} » à {time} : moins de 45 minutes entre les deux.",
        "{who} is also at the defence “{other}” at {time}: less than 45 minutes between the two.",
    ),
    "short": Sentence(
        "Proposée le {put}, {days} avant seulement : le règlement en demande {least}.",
        "Put forward on {put}, only {days} before: the rulebook asks for {least}.",
    ),
    "sealed": Sentence(
        "La date fixée était le {sealed}. Acceptez la nouvelle ou rétablissez-la (« À traiter »).",
        "The fixed date was {sealed}. Accept the new one or restore it (“To do”).",
    ),
    "weekend": Sentence(
        "Ce jour tombe un week-end : vérifiez que tous sont d'accord.",
        "This day is in a week-end: make sure that everybody agrees.",
    ),
    "holiday": Sentence(
        "Ce jour est férié ({name}) : vérifiez que tous sont d'accord.",
        "This day is a public holiday ({name}): make sure that everybody agrees.",
    ),
    "incomplete": Sentence(
        "La carte est encore incomplète : son mentor la complète, puis un validateur est choisi.",
        "The card is still incomplete: its mentor completes it, then a validator is chosen.",
    ),
}
LATER: Final = Sentence("Au-delà des six semaines : {count}.", "Beyond the six weeks: {count}.")
UNDATED: Final = Sentence("Sans date : {count}.", "Without a date: {count}.")
DEFENCES: Final = {"fr": ("soutenance", "soutenances"), "en": ("defence", "defences")}

PAST: Final = Sentence("Projet déjà terminé", "Project already over")
RUNG: Final = Sentence("Dans {days} ou moins", "Within {days}")
LATER_ENDS: Final = Sentence("Plus tard", "Later")
ENDS: Final = Sentence("fin du projet {when}", "project ends {when}")
UNDATED_END: Final = Sentence("fin du projet inconnue", "end of project unknown")
OFFERS: Final = Sentence("Se proposent : {names}", "Offer to take over: {names}")
NO_OFFER: Final = Sentence("Personne ne se propose encore.", "Nobody offers to take over yet.")
MENTOR: Final = Sentence("Mentor actuel : {names}", "Present mentor: {names}")
NO_MENTOR: Final = Sentence("Aucun mentor sur la carte.", "No mentor on the card.")
NOT_READY: Final = Sentence("Carte incomplète.", "Card incomplete.")
