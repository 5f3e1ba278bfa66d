"""The page behind the board button "Greffe": one tab for each purpose, for everybody or for managers.

To add a tab: a module here with its `TAB` (`powerup.desk.tab.Tab`: name, title, words, routes), its
place in `powerup.desk.tabs.TABS`, and `static/desk/<name>.js` that exports `show(place, desk)`; a
`static/desk/<name>.css` is loaded with it where `styled`. What it answers comes from the mirror and its
history, never from Trello; what it does to a card goes through `sync.use_cases.fixes`.
"""
