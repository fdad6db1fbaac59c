"""The tables, the unit of work, and one module for each kind of thing that is stored."""
