"""What is written, inside the transactions of those who use this engine."""
