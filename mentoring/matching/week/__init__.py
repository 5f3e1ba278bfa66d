"""All cards that wait for somebody, given out at once: a draft that managers look at before it is applied."""
