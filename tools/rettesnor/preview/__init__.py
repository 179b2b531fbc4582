"""The letter as the citizen gets it: filled in, then shown as HTML (Digital Post, Min Side) or as an A4 PDF.

One token tree, two emitters, so that every channel says the same words.
"""
