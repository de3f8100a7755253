"""Cases and practices in the forms that authors, reference managers and programs take them.

Everything comes from what the reader may read (`case_studies/policy/release.py`, `practice_release.py`).
"""
