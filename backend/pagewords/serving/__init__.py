"""Runs the program: everything on one machine, the API's server, static files, migrations."""
