"""The columnar mirror of a form's answers: typed columns, counted by numpy, brought up to date when asked.

Loaded when the first chart is asked for: a worker that shows none is without numpy.
"""
