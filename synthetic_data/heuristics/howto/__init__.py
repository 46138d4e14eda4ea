"""How a thing is done: procedures, the code for a purpose, what a command is for."""
