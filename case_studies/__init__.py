"""The domain of Casebook: case studies, their review, their search. Independent of Flask, of requests and of HTML."""
