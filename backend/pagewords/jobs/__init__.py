"""What happens to a job: its life in the database, its message in Redis, its work, its removal."""
