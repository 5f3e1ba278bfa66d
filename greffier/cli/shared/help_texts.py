"""The command line's help in English; in French it is written beside each command.

A text is found by its French one, so that a command needs nothing but its own words; a test names
those that lack their English.
"""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "Greffier, le greffier des tableaux Trello : vérifie, explique, classe.": (
        "Greffier, the clerk of Trello boards: checks, explains, files."
    ),
    "Montre cette aide.": "Show this help.",
    "Dit la version.": "Tell the version.",
    "Copie la base SQLite dans FILE, sans rien arrêter.": (
        "Copy the SQLite database to FILE, without stopping anything."
    ),
    "Les canaux (Slack, Teams, courriel…) où Greffier prévient.": (
        "The channels (Slack, Teams, e-mail…) where Greffier gives word."
    ),
    "Montre les canaux, sans leurs adresses.": "Show the channels, without their addresses.",
    "Envoie un message d'essai à un canal, ou à tous.": (
        "Send a trial message to one channel, or to all."
    ),
    "Les profils des mentors, en tableau.": "The mentors' profiles, as a table.",
    "Écrit tous les profils dans un fichier CSV (`;`, UTF-8) qu'Excel ouvre.": (
        "Write all profiles to a CSV file (`;`, UTF-8) that Excel opens."
    ),
    "Reprend les profils d'un fichier CSV (`;` ou `,`) ; à la moindre erreur, aucun.": (
        "Take the profiles of a CSV file over (`;` or `,`); with any mistake, none."
    ),
    "Propose qui tient chaque soutenance et reprend chaque étudiant, tout à la fois.\n\nRien n'est fait "
    "sans --apply ; chaque carte confiée a son reçu (code de sortie 1 si l'une est refusée).": (
        "Propose who holds each defence and takes each student over, all at once.\n\nNothing is done "
        "without --apply; each card given has its receipt (exit status 1 if one is refused)."
    ),
    "Confier chaque carte comme proposé.": "Give each card as it is proposed.",
    "Et si ce mentor s'arrête demain ? Rien n'est fait.": (
        "What if this mentor stops tomorrow? Nothing is done."
    ),
    "Les étudiants, et qui les suit.": "The students, and who follows them.",
    "Montre les étudiants, leur projet, leur mentor et leur prochaine session.": (
        "Show the students, their project, their mentor and their next session."
    ),
    "Écrit tous les étudiants dans un fichier CSV (`;`, UTF-8) qu'Excel ouvre.": (
        "Write all students to a CSV file (`;`, UTF-8) that Excel opens."
    ),
    "Reprend les étudiants d'un fichier CSV (`;`) ; à la moindre erreur, aucun.": (
        "Take the students of a CSV file over (`;`); with any mistake, none."
    ),
    "Les sessions des mentors avec leurs étudiants.": "Sessions of mentors with their students.",
    "Montre les sessions dans l'ordre de leurs heures.": (
        "Show the sessions in the order of their times."
    ),
    "Seulement celles de ce mentor (son identifiant).": "Only those of this mentor (user name).",
    "Écrit les relevés d'un mois : une ligne par session ou soutenance, et les sous-totaux.": (
        "Write the statements of a month: a line for each session or defence, and the subtotals."
    ),
    "Le mois, comme 2026-11.": "The month, such as 2026-11.",
    "Seulement celui de ce mentor (son identifiant).": "Only that of this mentor (user name).",
    "Seulement celles de cet étudiant.": "Only those of this student.",
    "Seulement celles qui sont finies sans statut.": "Only those that ended without a status.",
    "À partir de ce jour.": "From this day on.",
    "Jusqu'à ce jour compris.": "Up to this day, included.",
    "Ce qui est gardé sur un étudiant : le montrer, l'effacer.": (
        "What is kept about a student: show it, erase it."
    ),
    "Montre tout ce qui est gardé sur un étudiant, carte par carte ; en JSON, c'est l'export.": (
        "Show all that is kept about a student, card by card; as JSON it is the export."
    ),
    "Efface ce qui nomme un étudiant sur ses cartes finies (code de sortie 1 s'il en reste).": (
        "Erase what names a student on cards that are over (exit status 1 if anything is left)."
    ),
    "Seulement cette carte (plusieurs possibles).": "This card only (several are possible).",
    "Seulement cet étudiant (son numéro).": "This student only (their id).",
    "Toutes les personnes que ce nom peut désigner.": "Everybody whom this name may mean.",
    "Écrit ce fichier.": "Write this file.",
    "Vérifie des tableaux exportés de Trello en JSON, hors ligne (« - » : entrée standard).\n\n"
    "Code de sortie : 0 si toutes les cartes vérifiées sont complètes, 1 s’il en manque à l’une au\n"
    "moins ou si l’une ne se lit pas, 2 si un fichier est inutilisable.": (
        "Check boards exported from Trello as JSON, offline (“-”: standard input).\n\n"
        "Exit status: 0 if every checked card is complete, 1 if at least one lacks something or\n"
        "cannot be read, 2 if a file is of no use."
    ),
    "Nature du tableau, au lieu de la deviner.": "Kind of the board, instead of guessing it.",
    "Nom ou identifiant d’une liste d’entrée (plusieurs fois si besoin).": (
        "Name or id of an intake list (several times if need be)."
    ),
    "Règlement (TOML) à appliquer.": "Rulebook (TOML) to apply.",
    "Juger comme si l’on était à cet instant.": "Judge as if it were that instant.",
    "Forme du résultat.": "Form of the result.",
    "Montre Greffier au travail, avec un Trello simulé et des personnes inventées.": (
        "Show Greffier at work, with a simulated Trello and invented people."
    ),
    "Joue l'histoire d'un étudiant, en quelques minutes.": (
        "Play the story of one student, in a few minutes."
    ),
    "Finit après la dernière scène (status 0 si tout va).": (
        "End after the last scene (status 0 if all went well)."
    ),
    "Port du service ; sinon 8000 ou un autre.": "Port of the service; else 8000 or another.",
    "Ne joue que cette scène.": "Play this scene only.",
    "Vérifie tout ce qui doit l'être, et dit le remède (code de sortie 1 si un point manque).": (
        "Check all that must hold, and tell the remedy (exit status 1 if something does not)."
    ),
    "Ce qui est gardé sur un mentor ou un responsable : le montrer, l'effacer.": (
        "What is kept about a mentor or manager: show it, erase it."
    ),
    "Montre tout ce qui est gardé sur une personne des tableaux ; en JSON, c'est l'export.": (
        "Show all that is kept about somebody of the boards; as JSON it is the export."
    ),
    "Efface ce qui nomme une personne qui a quitté les tableaux ; ce qui s'est passé reste.": (
        "Erase what names somebody who has left the boards; what happened stays."
    ),
    "Donne accès à Trello par OAuth 2.0, dans un navigateur (inutile avec une clé et un jeton).": (
        "Give access to Trello by OAuth 2.0, in a browser (of no use with a key and a token)."
    ),
    "Trouve vos tableaux et leurs listes, et écrit le règlement.": (
        "Find your boards and their lists, and write the rulebook."
    ),
    "Le tableau des soutenances (nom, id, URL).": "The board of defences (name, id, URL).",
    "Le tableau des transferts (nom, id, URL).": "The board of transfers (name, id, URL).",
    "Un tableau d'une autre sorte.": "A board of another kind.",
    "Avec --example : le tableau (nom, id, URL).": "With --example: the board (name, id, URL).",
    "Fichier à écrire.": "File to write.",
    "Accepte les propositions sans rien demander.": "Take what is proposed, ask nothing.",
    "Remplace un règlement qui existe.": "Replace a rulebook that exists.",
    "Met les tables à jour (sans effet si elles le sont déjà).": (
        "Bring the tables up to date (no effect if they are)."
    ),
    "Fait observer ou agir Greffier sur un tableau ; sans mode, dit lequel est en vigueur.": (
        "Have Greffier observe a board or act on it; without a mode, tell the one in force."
    ),
    "Qui décide (par défaut, votre nom sur cette machine).": (
        "Who decides (your name on this machine, unless told)."
    ),
    "Sans demander de confirmation.": "Do not ask for confirmation.",
    "Met un tableau en pause : Greffier n'y écrit plus.": (
        "Pause a board: Greffier writes nothing more to it."
    ),
    "Pourquoi : gardé dans le reçu.": "Why: kept in the receipt.",
    "Qui met en pause (par défaut, votre nom sur cette machine).": (
        "Who pauses (your name on this machine, unless told)."
    ),
    "Montre ce que Greffier ferait de chaque carte, sans rien écrire nulle part.": (
        "Show what Greffier would do with each card, and write nothing anywhere."
    ),
    "La file : ce qui attend et pourquoi, ce qui a échoué, et comment le reprendre.": (
        "The queue: what waits and why, what failed, and how to take it up again."
    ),
    "Déplace tout vers une autre base de données (SQLite ou PostgreSQL), et compare chaque ligne.": (
        "Move everything to another database (SQLite or PostgreSQL), and compare each row."
    ),
    "Adresse de la base d'arrivée, comme DATABASE_URL.": (
        "Address of the database to move to, as DATABASE_URL."
    ),
    "Efface d'abord ce que la base d'arrivée contient.": "Delete first what the target holds.",
    "Montre la file ; ce qui demande quelqu'un vient d'abord.": (
        "Show the queue; what wants somebody comes first."
    ),
    "Reprend des cartes (id ou adresse) ou des tableaux, mis de côté ou non.": (
        "Take up cards (id or address) or boards again, parked or not."
    ),
    "Tout ce qui est mis de côté.": "All that is parked.",
    "Montre en JSON ce que l'on sait de la file pour une carte ou un tableau.": (
        "Show as JSON what the queue knows of a card or a board."
    ),
    "Montre ce que Greffier a fait, le plus récent d'abord, et ce qui peut s'annuler.": (
        "Show what Greffier did, the latest first, and what can be undone."
    ),
    "Nom (dans le règlement) ou id d'un tableau.": "Name (in the rulebook) or id of a board.",
    "Adresse, fin de l'adresse ou id d'une carte.": (
        "Address, end of the address, or id of a card."
    ),
    "Propose des changements de règles d'après ce que les gens ont fait, sans rien appliquer.": (
        "Propose changes of the rules from what people did, and apply nothing."
    ),
    "Écarte cette proposition pour de bon.": "Decline this proposal for good.",
    "En fait un brouillon de « Et si… », avec --for.": "Make it a draft of “What if…”, with --for.",
    "L'identifiant de qui essaie le brouillon.": "The user name of who tries the draft.",
    "Montre un tableau tel qu'il était à un instant passé, jugé par les règles d'alors.": (
        "Show a board as it stood at an instant of the past, judged by the rules of then."
    ),
    "Montre plutôt ce qui a changé jusque-là, et par qui.": (
        "Show instead what changed until then, and who did it."
    ),
    "Quand : 2h, 1d (il y a autant) ou une date ISO.": (
        "When: 2h, 1d (so long ago) or an ISO date."
    ),
    "Depuis quand : 2h, 1d ou une date ISO.": "Since when: 2h, 1d or an ISO date.",
    "Au plus autant de reçus.": "At most so many receipts.",
    "Remet en marche un tableau en pause ; ses cartes sont revues aussitôt.": (
        "Set a paused board going again; its cards are looked at right away."
    ),
    "Qui reprend (par défaut, votre nom sur cette machine).": (
        "Who resumes (your name on this machine, unless told)."
    ),
    "Relit et explique le règlement des tableaux.": "Check and explain the boards' rulebook.",
    "Relit un règlement et dit tout ce qui ne va pas (code de sortie 2).": (
        "Read a rulebook and tell all that is wrong with it (exit status 2)."
    ),
    "Dit en clair les règles en vigueur et leur version ; avec FILE, celles de ce fichier.": (
        "Tell the rules in force and their version in plain words; with FILE, those of that file."
    ),
    "Écrit le texte des règles en vigueur, dans FILE ou à l'écran.": (
        "Write the text of the rules in force, to FILE or to the screen."
    ),
    "Met tout de suite en vigueur le fichier du règlement, sans redémarrer.": (
        "Put the rulebook's file in force at once, without a restart."
    ),
    "Pourquoi ; gardé avec la version.": "Why; kept with the version.",
    "Sert tout : les webhooks et les pages, le travail et ses horaires.": (
        "Serve everything: webhooks and pages, the work and its schedules."
    ),
    "Adresse d'écoute.": "Address to listen on.",
    "Compare le miroir aux tableaux, le répare, et fait juger ce qui a changé.": (
        "Compare the mirror with the boards, repair it, and have what changed judged."
    ),
    "Compare seulement : rien n'est réparé ni jugé.": (
        "Compare only: nothing is repaired nor judged."
    ),
    "Annule des reçus, le plus récent d'abord (code de sortie 1 si l'un d'eux est refusé).": (
        "Undo receipts, the latest first (exit status 1 if one of them is refused)."
    ),
    "Tout ce qui date d'après : 2h, 1d ou une date ISO.": (
        "All that is later than: 2h, 1d or an ISO date."
    ),
    "Seulement sur ce tableau (avec --since).": "On this board only (with --since).",
    "Au nom de qui (par défaut, votre nom sur cette machine).": (
        "In whose name (yours on this machine, unless told)."
    ),
    "Les webhooks par lesquels Trello prévient Greffier.": (
        "The webhooks by which Trello tells Greffier."
    ),
    "Montre ce que Trello connaît, et ce qui manque.": "Show what Trello knows, and what is missing.",
    "Enregistre ce qui manque (le service doit déjà répondre à PUBLIC_URL).": (
        "Register what is missing (the service must answer at PUBLIC_URL already)."
    ),
    "Retire tous les webhooks qui mènent à cette adresse.": (
        "Remove all webhooks that lead to this address."
    ),
    "Enregistre ce qui manque, réactive, retire les doubles et ce qui ne sert plus.": (
        "Register what is missing, reactivate, remove doubles and what serves no more."
    ),
    "Fait le travail de la file, à côté d'un serveur web.": (
        "Do the work of the queue, beside a web server."
    ),
    **{
        f"{board} : liste(s) « {role} », nom ou id.": f"{board}: list(s) “{role}”, name or id."
        for board in ("soutenances", "transfert")
        for role in ("intake", "incomplete", "accepted", "passed", "failed")
    },
}

METAVARS: Final[dict[str, str]] = {
    "NOM": "NAME",
    "TABLEAU": "BOARD",
    "LISTE": "LIST",
    "TEXTE": "TEXT",
    "NOMBRE": "NUMBER",
    "FICHIER": "FILE",
    "AAAA-MM-JJ": "YYYY-MM-DD",
}
