"""What Prometheus reads: the instruments, and how a process exposes them."""
