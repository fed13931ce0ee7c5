"""A page's tree → its text in blocks, in one walk: what is seen, where a block ends, and a row for
each element that may hold blocks."""
