"""The domain of Casebook: case studies, their review, their search. Knows no Flask, no request, no HTML."""
