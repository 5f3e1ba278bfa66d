"""The mirror of the boards, the queue, the runs of cards and everything that is done on Trello."""
