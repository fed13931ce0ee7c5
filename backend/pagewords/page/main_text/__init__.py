"""Blocks → those that are the main text: features, two looks by a small net, and the choice.

`find.find_main` does it; `python -m pagewords.page.main_text.explain FILE` says why.
"""
