"""Loading the demo company into a database that was made for invented data."""
