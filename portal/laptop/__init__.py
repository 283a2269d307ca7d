"""Run the whole portal on one machine: database, search engine, web server and worker."""
