"""Tables, the unit of work, and one module of functions per aggregate."""
