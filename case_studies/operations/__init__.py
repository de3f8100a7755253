"""The verbs of the platform, in files named by what people do. They load through the policy and change the models."""
