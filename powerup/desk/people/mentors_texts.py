"""The words of the tab "Mentors" and of the picker."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

PAGE: Final = {
    "heading": Sentence("Mentors", "Mentors"),
    "count": Sentence("{count} sur {all}", "{count} of {all}"),
    "search": Sentence("Nom, identifiant ou parcours", "Name, user name or course"),
    "only": Sentence("Montrer", "Show"),
    "everybody": Sentence("Tout le monde", "Everybody"),
    "validators": Sentence("Mentors validateurs", "Validators"),
    "places": Sentence("Avec de la place", "With places left"),
    "silent": Sentence("Sans profil", "Without a profile"),
    "away": Sentence("Absents aujourd'hui", "Away today"),
    "name": Sentence("Mentor", "Mentor"),
    "students": Sentence("Étudiants", "Students"),
    "follows": Sentence("Suit", "Follows"),
    "holds": Sentence("Valide", "Validates"),
    "open": Sentence("Ouvrir le profil : {name}", "Open the profile of {name}"),
    "every": Sentence("Tous les parcours", "All courses"),
    "noProfile": Sentence("N'a encore rien dit", "Has said nothing yet"),
    "manager": Sentence("responsable", "manager"),
    "awayNow": Sentence("absence", "away"),
    "adapts": Sentence("handicap", "disabilities"),
    "left": Sentence("encore {count}", "{count} more"),
    "full": Sentence("complet", "full"),
    "none": Sentence(
        "Personne ne correspond. Élargissez la recherche.",
        "Nobody matches. Search more widely.",
    ),
    "nobody": Sentence(
        "Aucun mentor n'est encore membre des tableaux. Invitez-les dans Trello : ils apparaîtront ici.",
        "No mentor is a member of the boards yet. Invite them in Trello: they will appear here.",
    ),
    "moreRows": Sentence("Afficher la suite", "Show more"),
    "export": Sentence("Exporter (CSV)", "Export (CSV)"),
    "import": Sentence("Importer (CSV)…", "Import (CSV)…"),
    "importTitle": Sentence("Importer ces profils ?", "Import these profiles?"),
    "importText": Sentence(
        "« {name} » remplace le profil de chaque mentor qui y figure avec des réponses. Les autres ne "
        "changent pas. À la moindre erreur, rien n'est importé.",
        "“{name}” replaces the profile of every mentor who stands in it with answers. The others do "
        "not change. With any mistake nothing is imported.",
    ),
    "importDo": Sentence("Importer", "Import"),
    "imported": Sentence("Profils importés : {count}.", "Profiles imported: {count}."),
    "refused": Sentence(
        "Rien n'a été importé. Corrigez ceci, puis réessayez :",
        "Nothing was imported. Correct this, then try again:",
    ),
}
PICK: Final = Sentence(
    "Qui valide la soutenance de {student} ?", "Who validates {student}’s defence?"
)
PICK_TAKER: Final = Sentence("Qui prend le relais pour {student} ?", "Who takes {student} over?")
NOBODY: Final = Sentence(
    "Personne ne peut, d'après les profils et les agendas. Voyez pourquoi ci-dessous.",
    "Nobody can, by the profiles and the agendas. See why below.",
)
SEARCH_PERSON: Final = Sentence("Chercher un mentor", "Search for a mentor")
NO_NAME: Final = Sentence(
    "Aucun nom ne correspond. Effacez la recherche pour voir tout le monde.",
    "No name matches. Clear the search to see everybody.",
)
MORE: Final = Sentence("Voir les {count} autres", "Show {count} more")
DESPITE: Final = {
    "despite": Sentence("Choisir quand même…", "Choose all the same…"),
    "despiteTitle": Sentence("Confier malgré tout à {name} ?", "Give it to {name} all the same?"),
    "despiteWhy": Sentence("Pourquoi quand même", "Why all the same"),
    "despiteHint": Sentence(
        "Le motif reste dans le journal, pour les responsables.",
        "The reason stays in the journal, for managers.",
    ),
    "despiteDo": Sentence("Confier", "Give it"),
    "despiteAsk": Sentence("Lui demander quand même…", "Ask all the same…"),
    "despiteAskTitle": Sentence("Demander malgré tout à {name} ?", "Ask {name} all the same?"),
    "despiteAskDo": Sentence("Lui demander", "Ask"),
}
"""What is asked of a manager who passes over an absence or a full load."""
GIVEN: Final = Sentence("C'est confié à {name}.", "Given to {name}.")
ASKED: Final = Sentence("C'est demandé à {name}.", "{name} was asked.")
CLOSE: Final = Sentence("Fermer", "Close")
WHY_NOT: Final = Sentence("Pourquoi pas … ? ({count})", "Why not …? ({count})")
NOT_YOURS: Final = Sentence(
    "Seuls les responsables de ce tableau confient ses cartes. Demandez-leur.",
    "Only the managers of this board give its cards. Ask them.",
)
