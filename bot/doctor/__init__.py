"""The examination behind `unknot doctor`: checks by subject, each of which ends in a line."""
