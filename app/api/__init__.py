"""/api/v1"""
def register(app, protection): pass
