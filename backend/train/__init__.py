"""Training: from pages whose main text is known to the weights that the program comes with."""
