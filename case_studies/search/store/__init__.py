"""How an index is kept on disk: Whoosh segments and the arrays beside them."""
