"""What mends a problem: changes that are found by asking the rules, each as one step.

Candidates come from the settings, the catalogue and the wiring; those are kept after which the layer has no
problem and no layer that was right has one. Nothing here knows one kind from another.
"""
