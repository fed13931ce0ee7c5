"""`python -m pagewords.worker`: one parent and its worker processes."""

import sys

from pagewords.worker.supervisor import main

sys.exit(main())
