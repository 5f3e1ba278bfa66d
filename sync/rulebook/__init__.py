"""The rulebook in force: its boards, versions, drafts."""
