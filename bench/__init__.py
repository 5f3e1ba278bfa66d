"""The figures: what Greffier costs, each beside a reference measured in the same run."""
