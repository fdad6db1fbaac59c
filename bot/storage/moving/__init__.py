"""Everything that is kept, taken from one database to another: copies, backups, restores."""
