"""The only road out: outbox, courier, pace."""
