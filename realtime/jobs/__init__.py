"""Jobs: what follows from events without anybody waiting for it, kept in the database until it is done."""
