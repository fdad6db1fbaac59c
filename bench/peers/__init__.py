"""The same small bot with other libraries, without a database."""
