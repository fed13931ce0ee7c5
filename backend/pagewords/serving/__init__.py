"""Everything on one machine, the API's server, and the page's static files."""
