"""The service as its users meet it: a browser, the console, people who send forms, a library that takes in files."""
