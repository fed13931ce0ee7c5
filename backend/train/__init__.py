"""Training: from pages whose main text is known to the weights that the program comes with."""

import os

# Of small matrices several threads make nothing faster, and one always sums in the same order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
